package io.footman.agent.loadscript.task;

import io.footman.agent.rest.RestSettings;
import io.footman.model.settings.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Has the configuration judged for this package. */
@Factory
@Requires(property = "entrance.rest")
final class TaskFactory {
    @Singleton
    TaskPart part(Settings footman, RestSettings rest) {
        return TaskPart.read(footman, rest);
    }
}
