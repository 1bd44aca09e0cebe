package io.footman.agent.schedule;

import io.footman.agent.intake.Door;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets schedules start their tasks as long as the agent runs. */
final class SchedulesDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulesDoor.class);

    /** Due times that could not be stored are put right this late at the latest. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final ScheduleSettings settings;
    private final Schedules schedules;
    private final DueTimes dueTimes;
    private final Clock clock;
    private final Alarms alarms;
    private final ExecutorService rounds = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "footman-schedules");
        thread.setDaemon(true);
        return thread;
    });

    SchedulesDoor(ScheduleSettings settings, Schedules schedules, DueTimes dueTimes, Clock clock, Alarms alarms) {
        this.settings = settings;
        this.schedules = schedules;
        this.dueTimes = dueTimes;
        this.clock = clock;
        this.alarms = alarms;
    }

    @Override
    public void start() {
        if (settings.run()) {
            schedules.reconcile();
            dueTimes.start();
            nextRound();
            LOG.info("event=schedules-started schedules={}", schedules.all().size());
        } else if (!schedules.all().isEmpty()) {
            LOG.warn(
                    "event=schedules-off schedules={} remedy=\"Add rest.schedules: {} or enable an endpoint for schedules"
                            + " to let them start their tasks\"",
                    schedules.all().size());
        }
    }

    private void nextRound() {
        alarms.at(clock.instant().plus(ROUND), () -> {
            if (!rounds.isShutdown()) {
                rounds.execute(this::round);
                nextRound();
            }
        });
    }

    private void round() {
        try {
            schedules.reconcile();
        } catch (RuntimeException e) {
            LOG.warn("event=schedules-round-failed detail=\"{}\"", e.getMessage());
        }
    }

    @Override
    public void close() {
        rounds.shutdown();
        dueTimes.close();
    }
}
