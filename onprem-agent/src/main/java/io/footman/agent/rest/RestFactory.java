package io.footman.agent.rest;

import io.footman.model.settings.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Offers the settings of the front. */
@Factory
@Requires(property = "entrance.rest")
final class RestFactory {
    @Singleton
    RestSettings settings(Settings footman) {
        return RestSettings.read(footman);
    }
}
