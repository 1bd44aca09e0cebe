package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.Secret;
import java.nio.charset.StandardCharsets;

/** Begins MQTT 5 clients that reach a broker as it is configured: address, encryption, login. */
public final class MqttClients {
    private MqttClients() {}

    /** A client on one thread, still without an id and without listeners. */
    public static Mqtt5ClientBuilder builder(BrokerSettings broker) {
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
                .serverHost(broker.host())
                .serverPort(broker.port())
                .executorConfig(
                        MqttClientExecutorConfig.builder().nettyThreads(1).build());
        if (broker.tls()) {
            builder = builder.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(broker.trust().orElse(null))
                    .keyManagerFactory(broker.identity().orElse(null))
                    .build());
        }
        if (broker.username().isPresent() || broker.password().isPresent()) {
            builder = builder.simpleAuth()
                    .username(broker.username().orElse(""))
                    .password(broker.password().map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return builder;
    }
}
