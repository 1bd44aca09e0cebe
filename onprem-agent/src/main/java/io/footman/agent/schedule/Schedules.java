package io.footman.agent.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.journal.ScheduleStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What can be done with schedules. Calls block until they are durable. The stored schedule is what counts; the due times are
 * planned behind it, and put right at the start of the agent should it have been killed in between.
 */
public final class Schedules {
    private static final long VERSION_4 = 0x4000L;
    private static final long NO_VERSION = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long NO_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private final ScheduleStore store;
    private final DueTimes dueTimes;
    private final Clock clock;
    private final RandomGenerator random;

    Schedules(ScheduleStore store, DueTimes dueTimes, Clock clock, RandomGenerator random) {
        this.store = store;
        this.dueTimes = dueTimes;
        this.clock = clock;
        this.random = random;
    }

    /** All, the oldest first. */
    public List<Schedule> all() {
        return store.all();
    }

    public Optional<Schedule> find(String id) {
        return store.find(id);
    }

    /** Now and a fresh id: what a schedule is made with. */
    public Schedule create(ScheduleDraft draft) {
        String id = new UUID(random.nextLong() & NO_VERSION | VERSION_4, random.nextLong() & NO_VARIANT | VARIANT)
                .toString();
        Schedule schedule = draft.schedule(id, Instant.ofEpochMilli(clock.millis()));
        add(schedule);
        return schedule;
    }

    /** A schedule with an id of its own; false when there is one with this id already, which is left as it is. */
    public boolean add(Schedule schedule) {
        boolean added = store.add(schedule);
        if (added) {
            plan(schedule);
        }
        return added;
    }

    /** Changes what is told about a schedule, not whether it runs; empty when there is none. */
    public Optional<Schedule> update(String id, ScheduleDraft draft) {
        return store.find(id)
                .map(old -> draft.schedule(id, old.created()))
                .filter(store::update)
                .flatMap(changed -> planned(id));
    }

    /** Lets a schedule run, or not; empty when there is none. */
    public Optional<Schedule> run(String id, boolean running) {
        return store.run(id, running) ? planned(id) : Optional.empty();
    }

    /** As {@link #run}, for all. */
    public List<Schedule> runAll(boolean running) {
        store.all().forEach(schedule -> run(schedule.id(), running));
        return store.all();
    }

    /** False when there is none. */
    public boolean remove(String id) {
        boolean removed = store.remove(id);
        dueTimes.cancel(id);
        return removed;
    }

    /** The latest runs first. */
    public List<ScheduleRun> history(String id) {
        return store.runs(id, ScheduleStore.RUNS_KEPT);
    }

    public Optional<ScheduleRun> lastRun(String id) {
        return store.runs(id, 1).stream().findFirst();
    }

    /** Empty when it does not run. */
    public Optional<Instant> nextRun(Schedule schedule) {
        return schedule.running() ? times(schedule).next(clock.instant()) : Optional.empty();
    }

    /**
     * Puts the due times right: an agent may have been killed, or the database gone, between the two. A time that has passed
     * stays, it is a run that is due or was missed.
     */
    void reconcile() {
        for (Schedule schedule : store.all()) {
            Instant now = clock.instant();
            Optional<Instant> planned = dueTimes.planned(schedule.id());
            boolean right = planned.filter(time -> !time.isAfter(now)
                            || nextRun(schedule).filter(time::equals).isPresent())
                    .isPresent();
            if (planned.isPresent() ? !schedule.running() || !right : schedule.running()) {
                plan(schedule);
            }
        }
    }

    /** What is stored now: somebody else may have changed the rest meanwhile. */
    private Optional<Schedule> planned(String id) {
        Optional<Schedule> stored = store.find(id);
        stored.ifPresent(this::plan);
        return stored;
    }

    private void plan(Schedule schedule) {
        Optional<Instant> next = nextRun(schedule);
        if (next.isPresent()) {
            dueTimes.plan(schedule.id(), next.get());
        } else {
            dueTimes.cancel(schedule.id());
        }
    }

    static CronTimes times(Schedule schedule) {
        return CronTimes.of(schedule.cron(), ZoneId.of(schedule.timeZone()));
    }
}
