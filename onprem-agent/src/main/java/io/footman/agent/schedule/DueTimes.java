package io.footman.agent.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each running schedule is due next, kept by db-scheduler in the journal's database: due times survive restarts, and of
 * several agents one gets hold of a run. A run that an agent took with it when it was killed is due again, at its old time.
 */
final class DueTimes implements AutoCloseable {
    private static final String TASK = "schedule";
    private static final Duration POLLING = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int MISSED_HEARTBEATS = 4;
    private static final int THREADS = 2;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration TROUBLE_TOLD_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(DueTimes.class);

    private final Clock clock;
    private final MeterRegistry meters;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;
    private final AtomicLong toldTrouble = new AtomicLong();

    /** What is done when a schedule is due. Both may be called again for the same time after a failure. */
    interface Firing {
        void fire(String scheduleId, Instant due);

        /** The time after this one; empty when the schedule does not run any more. */
        Optional<Instant> next(String scheduleId, Instant due);
    }

    DueTimes(DataSource database, Firing firing, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        this.task = task(firing);
        this.scheduler = new Builder(database, task, clock, listener()).build();
    }

    /** The library's builder offers no clock to callers. */
    private static final class Builder extends SchedulerBuilder {
        Builder(DataSource database, CustomTask<Void> task, Clock clock, SchedulerListener listener) {
            super(database, List.of(task));
            this.clock = clock::instant;
            jdbcCustomization(new EpochMillis());
            threads(THREADS);
            pollingInterval(POLLING);
            heartbeatInterval(HEARTBEAT);
            missedHeartbeatsLimit(MISSED_HEARTBEATS);
            shutdownMaxWait(STOP_WITHIN);
            addSchedulerListener(listener);
        }
    }

    private static CustomTask<Void> task(Firing firing) {
        return Tasks.custom(TASK, Void.class)
                // The time stays the same: the event's id is made from it, so that nothing starts twice.
                .onFailure((complete, operations) -> {
                    LOG.warn(
                            "event=schedule-delayed schedule={} detail=\"{}\"",
                            complete.getExecution().getId(),
                            complete.getCause().map(Throwable::getMessage).orElse(""));
                    operations.reschedule(complete, complete.getExecution().getExecutionTime());
                })
                .onDeadExecution((complete, operations) ->
                        operations.reschedule(complete, complete.getExecution().getExecutionTime()))
                .execute((instance, context) -> {
                    Instant due = context.getExecution().getExecutionTime();
                    firing.fire(instance.getId(), due);
                    Optional<Instant> next = firing.next(instance.getId(), due);
                    return (complete, operations) -> {
                        if (next.isPresent()) {
                            operations.reschedule(complete, next.get());
                        } else {
                            operations.remove();
                        }
                    };
                });
    }

    void start() {
        scheduler.start();
    }

    /**
     * Sets when a schedule is due next. One that is being started at this moment plans itself when that is done; what cannot
     * be stored now is put right by the next round of {@link Schedules#reconcile}.
     */
    void plan(String scheduleId, Instant next) {
        try {
            scheduler.schedule(instance(scheduleId), next, ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            LOG.debug("event=schedule-planned-later schedule={}", scheduleId);
        } catch (SQLRuntimeException e) {
            LOG.warn("event=schedule-planned-later schedule={} detail=\"{}\"", scheduleId, e.getMessage());
        }
    }

    /** When a schedule is due; may have passed. Empty when it is not planned. */
    Optional<Instant> planned(String scheduleId) {
        return scheduler
                .getScheduledExecution(TaskInstanceId.of(TASK, scheduleId))
                .map(ScheduledExecution::getExecutionTime);
    }

    void cancel(String scheduleId) {
        try {
            scheduler.cancel(TaskInstanceId.of(TASK, scheduleId));
        } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
            // Not planned, or removed by itself when the start that goes on has ended.
            LOG.debug("event=schedule-not-planned schedule={}", scheduleId);
        } catch (SQLRuntimeException e) {
            LOG.warn("event=schedule-cancelled-later schedule={} detail=\"{}\"", scheduleId, e.getMessage());
        }
    }

    @Override
    public void close() {
        scheduler.stop();
    }

    private TaskInstance<Void> instance(String scheduleId) {
        return task.instance(scheduleId);
    }

    private SchedulerListener listener() {
        return new AbstractSchedulerListener() {
            @Override
            public void onSchedulerEvent(SchedulerEventType type) {
                if (type == SchedulerEventType.UNEXPECTED_ERROR || type == SchedulerEventType.FAILED_HEARTBEAT) {
                    trouble();
                }
            }
        };
    }

    /** Asked every second, so told now and then only. */
    private void trouble() {
        meters.counter("footman.schedules.trouble").increment();
        long now = clock.millis();
        long told = toldTrouble.get();
        if (now > told + TROUBLE_TOLD_EVERY.toMillis() && toldTrouble.compareAndSet(told, now)) {
            LOG.warn(
                    "event=schedules-trouble detail=\"The due times cannot be read or written; see the journal's trouble\"");
        }
    }
}
