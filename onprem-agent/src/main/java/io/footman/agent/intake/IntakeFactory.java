package io.footman.agent.intake;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.journal.Journal;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.mqtt.MqttSettings;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Offers the doors that the configuration opens. */
@Factory
final class IntakeFactory {
    @Singleton
    CloudTenants tenants(Settings footman) {
        return CloudTenants.read(footman.section("qlik-cloud"));
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "entrance.mqtt")
    MqttIntake intake(
            MqttConnection connection,
            MqttSettings settings,
            CloudTenants tenants,
            Settings footman,
            Journal journal,
            LocalFormat format,
            Clock clock,
            MeterRegistry meters) {
        Map<MqttTopicFilter, MessageReader> readers = new LinkedHashMap<>();
        settings.startTasks().ifPresent(topic -> {
            String site = footman.section("qlik-sense").text("name", SenseSettings.NAME);
            readers.put(topic, new StartRequestReader(site, settings.heard(), clock));
        });
        CloudMessageReader cloud = new CloudMessageReader(tenants, new CloudEvents(format), clock);
        settings.topics().forEach(topic -> readers.putIfAbsent(topic, cloud));
        return new MqttIntake(connection, readers, journal, clock, meters);
    }
}
