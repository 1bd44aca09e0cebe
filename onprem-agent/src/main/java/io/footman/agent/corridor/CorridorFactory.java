package io.footman.agent.corridor;

import io.footman.agent.config.AgentSettings;
import io.footman.agent.deliver.Lanes;
import io.footman.agent.deliver.RetryPolicy;
import io.footman.agent.enrich.EnrichMetrics;
import io.footman.agent.enrich.EnrichStage;
import io.footman.agent.enrich.Enricher;
import io.footman.agent.journal.Journal;
import io.footman.agent.route.Router;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** The way of an event through the agent, room by room. No room knows its neighbour. */
@Factory
final class CorridorFactory {
    /** Stored events are looked up, all of one event at once … */
    @Singleton
    EnrichStage enrich(
            Journal journal,
            List<Enricher> enrichers,
            Router router,
            Clock clock,
            Alarms alarms,
            MeterRegistry registry) {
        EnrichMetrics metrics = new EnrichMetrics(registry, clock);
        return new EnrichStage(journal, enrichers, router::route, clock, alarms, metrics);
    }

    /** … the rules say who is told … */
    @Singleton
    Router router(AgentSettings settings) {
        return new Router(settings.rules(), settings.destinations());
    }

    /** … and each destination's lane sends what is due there; what it gives up goes to its fallback. */
    @Singleton
    Lanes lanes(
            AgentSettings settings,
            Journal journal,
            Router router,
            Clock clock,
            RandomGenerator random,
            Alarms alarms,
            MeterRegistry registry) {
        RetryPolicy policy = new RetryPolicy(settings.delivery(), clock, random, router::fallbacks);
        return new Lanes(settings.destinations(), journal, policy, clock, alarms, registry);
    }
}
