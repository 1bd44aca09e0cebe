package io.footman.agent.scriptmessage;

import io.footman.agent.destination.message.MessageDriver;
import io.footman.agent.journal.Journal;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.route.BuiltIn;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Adds the destinations of load scripts' messages to the corridor, and offers what hands messages over. */
@Factory
@Requires(property = "entrance.rest")
final class ScriptMessageFactory {
    @Singleton
    MessageDestinations destinations(List<MessageDriver> drivers, RestSettings rest, Settings footman) {
        return MessageDestinations.read(drivers, rest, footman);
    }

    @Singleton
    @Named("script-slack")
    BuiltIn slack(MessageDestinations destinations) {
        return builtIn(destinations, "slack");
    }

    @Singleton
    @Named("script-teams")
    BuiltIn teams(MessageDestinations destinations) {
        return builtIn(destinations, "teams");
    }

    @Singleton
    @Named("script-mqtt")
    BuiltIn mqtt(MessageDestinations destinations) {
        return builtIn(destinations, "mqtt");
    }

    @Singleton
    @Named("script-new-relic")
    BuiltIn newRelic(MessageDestinations destinations) {
        return builtIn(destinations, "new-relic");
    }

    @Singleton
    ScriptMessages messages(
            MessageDestinations destinations,
            Journal journal,
            Clock clock,
            Alarms alarms,
            RandomGenerator random,
            MeterRegistry meters,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        Waiting waiting = new Waiting(journal::progress, clock, alarms, executor);
        journal.listen(waiting);
        return new ScriptMessages(destinations, journal, waiting, clock, random, meters, executor);
    }

    private static BuiltIn builtIn(MessageDestinations destinations, String driver) {
        return destinations
                .builtIn(driver)
                .orElseThrow(() -> new DisabledBeanException("No endpoint needs the destination " + driver));
    }
}
