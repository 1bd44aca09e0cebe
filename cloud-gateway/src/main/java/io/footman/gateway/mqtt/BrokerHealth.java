package io.footman.gateway.mqtt;

import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.mqtt.hivemq.client.MqttClientAdapter;
import io.micronaut.mqtt.hivemq.client.health.MqttHealthIndicator;
import jakarta.inject.Singleton;

/** The gateway is ready while it is connected to the broker. */
@Readiness
@Singleton
final class BrokerHealth extends MqttHealthIndicator {
    BrokerHealth(MqttClientAdapter client) {
        super(client);
    }
}
