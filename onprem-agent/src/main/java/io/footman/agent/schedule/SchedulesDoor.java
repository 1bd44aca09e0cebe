package io.footman.agent.schedule;

import io.footman.agent.intake.Door;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets schedules start their tasks as long as the agent runs. */
final class SchedulesDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulesDoor.class);

    private final ScheduleSettings settings;
    private final Schedules schedules;
    private final DueTimes dueTimes;

    SchedulesDoor(ScheduleSettings settings, Schedules schedules, DueTimes dueTimes) {
        this.settings = settings;
        this.schedules = schedules;
        this.dueTimes = dueTimes;
    }

    @Override
    public void start() {
        if (settings.run()) {
            schedules.reconcile();
            dueTimes.start();
            LOG.info("event=schedules-started schedules={}", schedules.all().size());
        } else if (!schedules.all().isEmpty()) {
            LOG.warn(
                    "event=schedules-off schedules={} remedy=\"Add rest.schedules: {} or enable an endpoint for schedules"
                            + " to let them start their tasks\"",
                    schedules.all().size());
        }
    }

    @Override
    public void close() {
        dueTimes.close();
    }
}
