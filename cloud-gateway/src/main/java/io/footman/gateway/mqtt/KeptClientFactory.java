package io.footman.gateway.mqtt;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.mqtt.hivemq.v5.client.Mqtt5ClientFactory;
import jakarta.inject.Singleton;

/**
 * Gives Micronaut's MQTT integration the kept connection. Its own factory would connect while the context starts, and
 * hold the start up for as long as the broker is down.
 */
@Factory
final class KeptClientFactory {
    @Singleton
    @Replaces(value = Mqtt5AsyncClient.class, factory = Mqtt5ClientFactory.class)
    Mqtt5AsyncClient client(BrokerConnection connection) {
        return connection.client();
    }
}
