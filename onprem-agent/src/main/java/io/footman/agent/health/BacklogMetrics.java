package io.footman.agent.health;

import io.footman.agent.config.AgentSettings;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.journal.Backlog;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How much waits, as gauges; the journal is asked at most once in a few seconds, however often somebody looks. */
@Singleton
public final class BacklogMetrics {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Backlog UNKNOWN = new Backlog(0, Map.of(), 0, Optional.empty());

    private final Journal journal;
    private final AgentSettings settings;
    private final Clock clock;
    private Backlog backlog = UNKNOWN;
    private Instant readAt = Instant.EPOCH;

    BacklogMetrics(Journal journal, AgentSettings settings, Clock clock) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** Registers the gauges. */
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "footman.journal.events.waiting", "Events not yet routed", Backlog::events);
        gauge(
                registry,
                "footman.journal.dead.letters",
                "Deliveries given up and events that cannot be read, kept",
                Backlog::deadLetters);
        gauge(registry, "footman.journal.oldest.seconds", "Age of the oldest that waits", this::age);
        for (ConfiguredDestination destination : settings.destinations()) {
            Gauge.builder(
                            "footman.journal.deliveries.waiting",
                            this,
                            metrics -> metrics.current().deliveries().getOrDefault(destination.name(), 0L))
                    .description("Deliveries not yet settled")
                    .tag("destination", destination.name())
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.current()))
                .description(description)
                .register(registry);
    }

    private double age(Backlog current) {
        return current.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private synchronized Backlog current() {
        Instant now = clock.instant();
        if (Duration.between(readAt, now).compareTo(FRESH) >= 0) {
            readAt = now;
            try {
                backlog = journal.backlog();
            } catch (JournalUnavailableException e) {
                // Readiness tells; the last figures stand.
                return backlog;
            }
        }
        return backlog;
    }
}
