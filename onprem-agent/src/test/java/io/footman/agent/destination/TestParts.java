package io.footman.agent.destination;

import io.footman.agent.http.OutgoingHttp;
import io.footman.agent.template.Templates;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What destinations are made of, outside of a running agent: real parts, a clock that stands still. */
public final class TestParts implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final Templates templates = new Templates();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    public final Alarms alarms = this::alarm;
    public final OutgoingHttp http = new OutgoingHttp(clock, alarms, meters);

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Real time, counted from the standing clock. */
    private Alarms.Alarm alarm(Instant time, Runnable task) {
        Future<?> future = executor.schedule(task, Duration.between(NOW, time).toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
