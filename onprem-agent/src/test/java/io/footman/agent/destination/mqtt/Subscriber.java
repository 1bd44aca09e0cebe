package io.footman.agent.destination.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import io.footman.agent.mqtt.MqttClients;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears everything on a broker. */
final class Subscriber implements AutoCloseable {
    private static final String MARKS = "test/mark/";
    private static final long PATIENCE_SECONDS = 10;

    private final String mark = MARKS + System.nanoTime();
    private final Mqtt5AsyncClient client;
    private final BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
    private final List<Mqtt5Publish> messages = new ArrayList<>();

    /** @param broker keys of the broker's section */
    Subscriber(Map<String, Object> broker) {
        this(broker, Mqtt5RetainHandling.DO_NOT_SEND);
    }

    /** As a newcomer, who is also told what the broker retains. */
    Subscriber(Map<String, Object> broker, Mqtt5RetainHandling retained) {
        client = MqttClients.builder(BrokerSettings.read(Settings.of("test", broker)))
                .identifier("test-subscriber-" + System.nanoTime())
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, arrived::add);
        client.connect().join();
        client.subscribeWith()
                .topicFilter("#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainHandling(retained)
                .send()
                .join();
    }

    /** Everything that the broker had acknowledged before this call. */
    List<Mqtt5Publish> messages() {
        // The broker hands messages on in order, so that what was acknowledged before comes before this one.
        client.publishWith().topic(mark).qos(MqttQos.AT_LEAST_ONCE).send().join();
        try {
            Mqtt5Publish next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (next != null && !next.getTopic().toString().equals(mark)) {
                if (!next.getTopic().toString().startsWith(MARKS)) {
                    messages.add(next);
                }
                next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(next).as("the mark arrives").isNotNull();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(messages);
    }

    Mqtt5Publish last() {
        List<Mqtt5Publish> all = messages();
        return all.get(all.size() - 1);
    }

    /** The last full message; the short one may come before or behind it. */
    Mqtt5Publish lastFull() {
        return messages().stream()
                .filter(message -> message.getTopic().toString().endsWith("_full"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** The message on a topic. */
    Mqtt5Publish on(String topic) {
        return messages().stream()
                .filter(message -> message.getTopic().toString().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
