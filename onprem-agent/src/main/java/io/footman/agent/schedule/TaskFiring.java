package io.footman.agent.schedule;

import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.Schedule.MissedRuns;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.journal.ScheduleStore;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import io.footman.agent.starttask.ScheduleOrigin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a due run an event. Its id is made from schedule and time: however often this is repeated, and by how many agents,
 * the task starts once.
 */
final class TaskFiring implements DueTimes.Firing {
    /** A run that is later than this was missed; a restart of the agent takes less. */
    static final Duration MISSED_AFTER = Duration.ofMinutes(1);

    private static final int MOST_COUNTED = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(TaskFiring.class);

    private final ScheduleStore store;
    private final Journal journal;
    private final String site;
    private final Clock clock;
    private final MeterRegistry meters;

    /** @param site the configured name of the site whose tasks are started */
    TaskFiring(ScheduleStore store, Journal journal, String site, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.journal = journal;
        this.site = site;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void fire(String scheduleId, Instant due) {
        Optional<Schedule> found = store.find(scheduleId).filter(Schedule::running);
        if (found.isEmpty()) {
            return;
        }
        Schedule schedule = found.get();
        Instant now = clock.instant();
        boolean late = due.plus(MISSED_AFTER).isBefore(now);
        if (late && schedule.missedRuns() == MissedRuns.SKIP) {
            missed(schedule, due, now);
        } else {
            store.begin(run(
                    schedule,
                    due,
                    now,
                    ScheduleRun.Result.REQUESTED,
                    late ? "made up for, " + missedBy(schedule, due, now) : ""));
            append(event(schedule, due, now));
            told(schedule, due, "requested");
        }
    }

    /** What was due in the meantime is not made up for one by one. */
    @Override
    public Optional<Instant> next(String scheduleId, Instant due) {
        Instant now = clock.instant();
        return store.find(scheduleId).filter(Schedule::running).flatMap(schedule -> after(schedule, due, now));
    }

    private static Optional<Instant> after(Schedule schedule, Instant due, Instant now) {
        return Schedules.times(schedule).next(now.isAfter(due) ? now : due);
    }

    private void missed(Schedule schedule, Instant due, Instant now) {
        store.begin(run(schedule, due, now, ScheduleRun.Result.MISSED, missedBy(schedule, due, now)));
        told(schedule, due, "missed");
    }

    private static String missedBy(Schedule schedule, Instant due, Instant now) {
        CronTimes times = Schedules.times(schedule);
        int count = 0;
        Optional<Instant> next = Optional.of(due);
        while (next.isPresent() && !next.get().isAfter(now) && count < MOST_COUNTED) {
            count++;
            next = times.next(next.get());
        }
        return "the agent was not running when it was due; runs missed: " + count;
    }

    private static ScheduleRun run(
            Schedule schedule, Instant due, Instant now, ScheduleRun.Result result, String detail) {
        return new ScheduleRun(schedule.id(), due, now, result, Optional.empty(), detail);
    }

    private Event event(Schedule schedule, Instant due, Instant now) {
        String id = "schedule:" + schedule.id() + ":" + due;
        return new Event(
                id,
                id,
                EventKind.TASK_START_REQUESTED,
                now,
                new EventSource(EventSource.Platform.QLIK_SENSE, site),
                new Subject(Subject.Type.TASK, schedule.taskId(), Optional.empty()),
                new ScheduleOrigin(schedule.id(), schedule.name(), due, after(schedule, due, now))
                        .request(schedule.taskId()));
    }

    private void append(Event event) {
        try {
            journal.append(List.of(event)).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof JournalUnavailableException away ? away : e;
        }
    }

    private void told(Schedule schedule, Instant due, String result) {
        meters.counter("footman.schedules.runs", "result", result).increment();
        LOG.info(
                "event=schedule-due schedule={} name=\"{}\" task={} due={} result={}",
                schedule.id(),
                schedule.name(),
                schedule.taskId(),
                due,
                result);
    }
}
