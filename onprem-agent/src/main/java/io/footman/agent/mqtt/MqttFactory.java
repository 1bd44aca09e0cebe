package io.footman.agent.mqtt;

import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Offers the connection to the broker; it is opened by the intake. */
@Factory
@Requires(property = "entrance.mqtt")
final class MqttFactory {
    @Singleton
    MqttSettings settings(Settings footman) {
        Settings journal = footman.section("journal");
        String store = journal.text(
                "url", journal.path("file", "data/footman.db").toAbsolutePath().toString());
        String port = footman.section("server").text("port", "");
        MqttSettings settings = MqttSettings.read(footman.section("mqtt"), ClientId.of(host(), store, port));
        return StartTopic.read(footman).map(settings::withStartTasks).orElse(settings);
    }

    @Singleton
    @Bean(preDestroy = "close")
    MqttConnection connection(MqttSettings settings, MeterRegistry meters) {
        MqttConnection connection = new MqttConnection(settings);
        meters.gauge("footman.mqtt.connected", connection, own -> own.isReceiving() ? 1 : 0);
        return connection;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
