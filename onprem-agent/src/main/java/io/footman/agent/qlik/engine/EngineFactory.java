package io.footman.agent.qlik.engine;

import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.DisabledBeanException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Offers the engine of the client-managed site. */
@Factory
final class EngineFactory {
    /** What is configured; none without {@code qlik-sense.repository}. */
    @Singleton
    EngineSite site(Settings footman, SenseSettings sense) {
        return new EngineSite(sense.name(), EngineSettings.read(footman.section("qlik-sense"), sense.repository()));
    }

    /** None without {@code qlik-sense.repository}. */
    @Singleton
    @Bean(preDestroy = "close")
    EngineClient client(EngineSite site, Clock clock, RandomGenerator random, Alarms alarms, MeterRegistry meters) {
        return site.engine()
                .map(engine -> new EngineClient(site.name(), engine, clock, random, alarms, meters))
                .orElseThrow(() -> new DisabledBeanException("footman.qlik-sense.repository is not configured"));
    }
}
