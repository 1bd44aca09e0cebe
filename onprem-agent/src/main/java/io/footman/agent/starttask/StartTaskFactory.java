package io.footman.agent.starttask;

import io.footman.agent.model.EventKind;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.route.BuiltIn;
import io.footman.model.settings.Settings;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Adds the starting of tasks and the answers to the corridor, if the configuration asks for them. */
@Factory
@Requires(property = "entrance.start-tasks")
final class StartTaskFactory {
    @Singleton
    @Named("start-tasks")
    BuiltIn starts(Settings footman, BeanProvider<RepositoryClient> client, Clock clock) {
        AllowedTasks allowed = StartTaskSettings.read(footman)
                .map(StartTaskSettings::allowed)
                .orElseThrow(() -> new IllegalStateException("Asked for without its section"));
        return BuiltIn.of(
                StartTaskSettings.NAME,
                "start-task",
                new StartTaskDestination(allowed, client::get, clock),
                Set.of(EventKind.TASK_START_REQUESTED));
    }

    @Singleton
    @Named("start-task-replies")
    BuiltIn replies(BeanProvider<MqttConnection> connection) {
        return BuiltIn.of(
                StartTaskSettings.REPLIES,
                "mqtt-reply",
                new StartReplyDestination(message -> connection.get().publish(message)),
                List.of(EventKind.TASK_START_ACCEPTED, EventKind.TASK_START_REFUSED, EventKind.TASK_START_FAILED));
    }
}
