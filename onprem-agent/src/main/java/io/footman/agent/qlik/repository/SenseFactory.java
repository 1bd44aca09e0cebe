package io.footman.agent.qlik.repository;

import io.footman.model.settings.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Offers what is configured about the client-managed site. */
@Factory
final class SenseFactory {
    @Singleton
    SenseSettings settings(Settings footman, Clock clock) {
        return SenseSettings.read(footman.section("qlik-sense"), clock);
    }
}
