package io.footman.agent.qlik.repository;

import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.DisabledBeanException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Offers what is configured about the client-managed site. */
@Factory
final class SenseFactory {
    @Singleton
    SenseSettings settings(Settings footman, Clock clock) {
        return SenseSettings.read(footman.section("qlik-sense"), clock);
    }

    /** None without {@code qlik-sense.repository}. */
    @Singleton
    @Bean(preDestroy = "close")
    RepositoryClient client(
            SenseSettings settings, Clock clock, RandomGenerator random, Alarms alarms, MeterRegistry meters) {
        return settings.repository()
                .map(repository -> new RepositoryClient(settings.name(), repository, clock, random, alarms, meters))
                .orElseThrow(() -> new DisabledBeanException("footman.qlik-sense.repository is not configured"));
    }
}
