package io.footman.agent.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms of the real world: one thread, asleep while nothing is due. */
final class SystemAlarms implements Alarms, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemAlarms.class);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;

    SystemAlarms(Clock clock) {
        this.clock = clock;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "footman-alarms");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Alarm at(Instant time, Runnable task) {
        if (executor.isShutdown()) {
            return () -> {};
        }
        long delay = Math.max(0, Duration.between(clock.instant(), time).toMillis() + 1);
        ScheduledFuture<?> call = executor.schedule(() -> guarded(task), delay, TimeUnit.MILLISECONDS);
        return () -> call.cancel(false);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("event=alarm-failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
