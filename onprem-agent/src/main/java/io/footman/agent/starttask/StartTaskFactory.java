package io.footman.agent.starttask;

import io.footman.agent.model.EventKind;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.route.BuiltIn;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds the starting of tasks and the answers to the corridor, as far as the configuration asks for them. */
@Factory
final class StartTaskFactory {
    @Singleton
    @Requires(property = "entrance.rest")
    TaskStarter starter(Settings footman, BeanProvider<RepositoryClient> client, MeterRegistry meters) {
        return new TaskStarter(allowed(footman), client::get, meters);
    }

    @Singleton
    @Requires(property = "entrance.rest")
    SessionWatch watch(BeanProvider<RepositoryClient> client, Clock clock, Alarms alarms) {
        return new SessionWatch(client::get, clock, alarms);
    }

    @Singleton
    @Named("start-tasks")
    @Requires(property = "task-starts")
    BuiltIn starts(Settings footman, BeanProvider<RepositoryClient> client, Clock clock) {
        AllowedTasks allowed = allowed(footman);
        return BuiltIn.of(
                StartTaskSettings.NAME,
                "start-task",
                new StartTaskDestination(allowed, client::get, clock),
                Set.of(EventKind.TASK_START_REQUESTED));
    }

    @Singleton
    @Named("start-task-replies")
    @Requires(property = "entrance.start-tasks")
    BuiltIn replies(BeanProvider<MqttConnection> connection) {
        return BuiltIn.of(
                StartTaskSettings.REPLIES,
                "mqtt-reply",
                new StartReplyDestination(message -> connection.get().publish(message)),
                List.of(EventKind.TASK_START_ACCEPTED, EventKind.TASK_START_REFUSED, EventKind.TASK_START_FAILED));
    }

    /** Without the section nothing may be started. */
    private static AllowedTasks allowed(Settings footman) {
        return StartTaskSettings.read(footman)
                .map(StartTaskSettings::allowed)
                .orElseGet(() -> new AllowedTasks(false, Set.of(), List.of(), Map.of()));
    }
}
