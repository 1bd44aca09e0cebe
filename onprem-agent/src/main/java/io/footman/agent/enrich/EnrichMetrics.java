package io.footman.agent.enrich;

import io.footman.agent.journal.Routing;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells operators what became of events on their way from the journal to the rules. */
public final class EnrichMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(EnrichStage.class);

    private static final Duration TROUBLE_TOLD_EVERY = Duration.ofSeconds(30);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer age;
    private final AtomicLong troubleTold = new AtomicLong();

    public EnrichMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.age = Timer.builder("footman.events.routed.age")
                .description("Time from storing an event to storing its decisions")
                .register(registry);
    }

    void watch(EnrichStage stage) {
        Gauge.builder("footman.events.underway", stage, EnrichStage::underway)
                .description("Events being looked up now")
                .register(registry);
    }

    void routed(StoredEvent stored, Routing routing) {
        age.record(Duration.between(stored.receivedAt(), clock.instant()));
        String outcome = routing.deliveries().isEmpty()
                ? routing.suppressed().isEmpty() ? "no-rule" : "suppressed"
                : "deliveries";
        registry.counter("footman.events.routed", "outcome", outcome).increment();
        for (Routing.Suppressed suppressed : routing.suppressed()) {
            registry.counter(
                            "footman.suppressed",
                            "destination",
                            suppressed.destination(),
                            "reason",
                            suppressed.reason().label())
                    .increment();
            LOG.info(
                    "event=suppressed id={} rule=\"{}\" destination={} reason={} detail=\"{}\"",
                    stored.event().id(),
                    suppressed.rule(),
                    suppressed.destination(),
                    suppressed.reason().label(),
                    suppressed.detail());
        }
        LOG.info(
                "event=routed id={} kind={} deliveries={} suppressed={} gaps={}",
                stored.event().id(),
                routing.context().event().kind(),
                routing.deliveries().size(),
                routing.suppressed().size(),
                routing.context().gaps().size());
    }

    void lookUpsFailed(Event event, Throwable failure) {
        registry.counter("footman.lookups.defects").increment();
        LOG.error("event=look-ups-failed id={} kind={}", event.id(), event.kind(), failure);
    }

    /** The first wait is told; thousands of events that wait together would fill the log with the others. */
    void waits(StoredEvent stored, Enrichment.Later later) {
        registry.counter("footman.events.waiting").increment();
        LOG.atLevel(stored.attempts() == 0 ? Level.INFO : Level.DEBUG)
                .log(
                        "event=event-waits id={} kind={} until={} why=\"{}\"",
                        stored.event().id(),
                        stored.event().kind(),
                        later.at(),
                        later.why());
    }

    void postponed(StoredEvent stored, Throwable failure) {
        registry.counter("footman.events.postponed").increment();
        LOG.error(
                "event=event-postponed id={} kind={} attempt={}",
                stored.event().id(),
                stored.event().kind(),
                stored.attempts() + 1,
                failure);
    }

    /** All events underway fail together and again each second: one line in a while, the rest is counted. */
    void journalTrouble(String doing, Throwable trouble) {
        registry.counter("footman.enrich.journal.failures").increment();
        Instant now = clock.instant();
        long last = troubleTold.get();
        if (now.toEpochMilli() - last < TROUBLE_TOLD_EVERY.toMillis()
                || !troubleTold.compareAndSet(last, now.toEpochMilli())) {
            return;
        }
        LOG.warn("event=journal-failed room=enrich doing=\"{}\" detail=\"{}\"", doing, trouble.getMessage());
    }
}
