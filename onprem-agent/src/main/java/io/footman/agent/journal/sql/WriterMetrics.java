package io.footman.agent.journal.sql;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What the writer tells about itself. */
final class WriterMetrics {
    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary batches;

    WriterMetrics(MeterRegistry registry, AtomicLong waitingBytes, BooleanSupplier trouble) {
        this.registry = registry;
        this.commits = Timer.builder("footman.journal.commit")
                .description("Time of one transaction, fsync included")
                .register(registry);
        this.batches = DistributionSummary.builder("footman.journal.batch")
                .description("Pieces of work committed together")
                .register(registry);
        Gauge.builder("footman.journal.queue.bytes", waitingBytes, AtomicLong::get)
                .description("Bytes that wait to be written")
                .register(registry);
        Gauge.builder("footman.journal.trouble", trouble, now -> now.getAsBoolean() ? 1 : 0)
                .description("1 while writes fail")
                .register(registry);
    }

    void committed(int pieces, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        batches.record(pieces);
    }

    void failed(String reason) {
        registry.counter("footman.journal.failures", "reason", reason).increment();
    }
}
