package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.KeyValueLimits;
import io.footman.model.settings.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Offers the settings of the key-value store. */
@Factory
@Requires(property = "entrance.rest")
final class KeyValueFactory {
    @Singleton
    KeyValueSettings settings(Settings footman) {
        return KeyValueSettings.read(footman);
    }

    @Singleton
    KeyValueLimits limits(KeyValueSettings settings) {
        return settings.limits();
    }
}
