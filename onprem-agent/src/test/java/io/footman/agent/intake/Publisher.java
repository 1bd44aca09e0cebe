package io.footman.agent.intake;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.model.mqtt.MessageProperties;
import io.footman.model.settings.Secret;
import io.footman.model.signature.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Publishes events as the gateway does. */
public final class Publisher implements AutoCloseable {
    public static final String TENANT = "UkeLb6ICti8OA8f3LueRI5kVNtuHc15f";
    public static final String TOPIC = "qscloud/app/reload/" + TENANT;
    public static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");

    private final Mqtt5AsyncClient client;
    private final WebhookSignature signature = new WebhookSignature(List.of(SECRET));

    public Publisher(int port) {
        this.client = Mqtt5Client.builder()
                .identifier("test-publisher-" + System.nanoTime())
                .serverHost("localhost")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
    }

    public static byte[] event(String id) {
        return ("{\"id\":\"" + id + "\",\"source\":\"com.qlik/engine\",\"specversion\":\"1.0\","
                        + "\"type\":\"com.qlik.v1.app.reload.finished\",\"time\":\"2026-11-20T08:15:31Z\","
                        + "\"tenantid\":\"" + TENANT + "\",\"userid\":\"u1\",\"ownerid\":\"o1\","
                        + "\"toplevelresourceid\":\"e7af59a0-c243-480d-9571-08727551a66f\","
                        + "\"data\":{\"name\":\"Försäljning €\",\"status\":\"error\",\"reloadId\":\"r-" + id + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    public CompletableFuture<?> signed(String id) {
        byte[] body = event(id);
        return publish(TOPIC, body, signature.sign(body));
    }

    /** One after the other: of many at once the client itself may send a later one first. */
    void signedInOrder(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            signed(prefix + i).join();
        }
    }

    public void signed(String prefix, int count) {
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(i -> signed(prefix + i))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    public CompletableFuture<?> unsigned(String topic, byte[] body) {
        return send(topic, body, Mqtt5UserProperties.of());
    }

    public CompletableFuture<?> publish(String topic, byte[] body, String claimed) {
        return send(topic, body, Mqtt5UserProperties.of(Mqtt5UserProperty.of(MessageProperties.SIGNATURE, claimed)));
    }

    private CompletableFuture<?> send(String topic, byte[] body, Mqtt5UserProperties properties) {
        return client.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(body)
                .userProperties(properties)
                .build());
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
