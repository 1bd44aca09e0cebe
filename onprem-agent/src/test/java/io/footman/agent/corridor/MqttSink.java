package io.footman.agent.corridor;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A subscriber whose session outlives the broker's restarts, counting the messages of one topic. */
final class MqttSink implements AutoCloseable {
    static final String TOPIC = "alerts/failed";
    private static final long SESSION_SECONDS = 3_600;
    private static final long SOON_MILLIS = 100;

    private final Receipts receipts = new Receipts();
    private final Mqtt5AsyncClient client;

    MqttSink(int port) {
        client = Mqtt5Client.builder()
                .identifier("alert-subscriber")
                .serverHost("localhost")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(SOON_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(SOON_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> receipts.accepted(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)));
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION_SECONDS)
                .send()
                .join();
        client.subscribeWith()
                .topicFilter(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    Receipts receipts() {
        return receipts;
    }

    @Override
    public void close() {
        if (client.getState().isConnected()) {
            client.disconnect().join();
        }
    }
}
