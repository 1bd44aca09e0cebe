package io.footman.agent.rest.access;

import io.footman.agent.rest.RestSettings;
import io.footman.model.settings.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Offers who may call. */
@Factory
@Requires(property = "entrance.rest")
final class AccessFactory {
    @Singleton
    AccessSettings settings(Settings footman, RestSettings server) {
        return AccessSettings.read(footman, server);
    }
}
