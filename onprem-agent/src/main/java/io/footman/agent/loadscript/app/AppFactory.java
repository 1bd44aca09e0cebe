package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReloads;
import io.footman.agent.qlik.engine.EngineClient;
import io.footman.agent.qlik.engine.EngineSite;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Offers what the endpoints for apps need. */
@Factory
@Requires(property = "entrance.rest")
final class AppFactory {
    @Singleton
    AppSettings settings(Settings footman, RestSettings rest, EngineSite site) {
        return AppSettings.read(footman, rest, site);
    }

    @Singleton
    Reloads reloads(
            AppSettings settings,
            EngineSite site,
            BeanProvider<EngineClient> engine,
            AppReloads journal,
            Clock clock,
            Alarms alarms,
            RandomGenerator random,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            MeterRegistry meters) {
        return new Reloads(
                settings,
                engine::get,
                journal,
                new FollowUps(site.name(), clock),
                clock,
                alarms,
                random,
                blocking,
                meters);
    }
}
