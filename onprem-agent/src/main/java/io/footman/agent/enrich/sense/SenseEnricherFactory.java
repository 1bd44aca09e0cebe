package io.footman.agent.enrich.sense;

import io.footman.agent.model.LocalFormat;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Offers the look-ups in the repository of the client-managed site. */
@Factory
final class SenseEnricherFactory {
    @Singleton
    SenseEnricher enricher(
            SenseSettings settings,
            Optional<RepositoryClient> client,
            LocalFormat format,
            Clock clock,
            RandomGenerator random,
            Alarms alarms,
            MeterRegistry meters) {
        return new SenseEnricher(settings, client, format, clock, random, alarms, meters);
    }
}
