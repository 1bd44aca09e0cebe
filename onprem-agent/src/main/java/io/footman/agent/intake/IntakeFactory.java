package io.footman.agent.intake;

import io.footman.agent.journal.Journal;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.mqtt.MqttSettings;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

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
            Journal journal,
            LocalFormat format,
            Clock clock,
            MeterRegistry meters) {
        return new MqttIntake(connection, settings.topics(), tenants, journal, format, clock, meters);
    }
}
