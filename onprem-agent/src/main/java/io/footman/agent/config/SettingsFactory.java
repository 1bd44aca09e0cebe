package io.footman.agent.config;

import io.footman.model.settings.Settings;
import io.footman.model.settings.SettingsFile;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Opens the configuration file's root for all who have a section below it. */
@Factory
final class SettingsFactory {
    @Singleton
    Settings footman(SettingsFile file) {
        return file.root();
    }
}
