package io.footman.gateway.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.footman.gateway.settings.GatewaySettings;
import io.footman.gateway.webhook.Addressed;
import io.footman.gateway.webhook.PublishResult;
import io.footman.gateway.webhook.VerifiedWebhook;
import io.footman.gateway.webhook.WebhookPublisher;
import io.footman.model.mqtt.MessageProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes with MQTT 5 and QoS 1 over the kept connection. A message that was not acknowledged within the deadline stays
 * with the client and is sent when the broker is back: its sender was told 503, and a second copy is dropped by its event
 * id, so late is better than lost.
 */
@Singleton
final class MqttWebhookPublisher implements WebhookPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(MqttWebhookPublisher.class);
    private static final int MOST_PROPERTIES = 5;

    private final BrokerConnection connection;
    private final OwnBroker ownBroker;
    private final Mqtt5UserProperty gateway;
    private final long deadlineMillis;
    private final WaitingRoom waiting;
    private final Timer latency;

    MqttWebhookPublisher(
            BrokerConnection connection, OwnBroker ownBroker, GatewaySettings settings, MeterRegistry metrics) {
        this.connection = connection;
        this.ownBroker = ownBroker;
        this.gateway = Mqtt5UserProperty.of(MessageProperties.GATEWAY, settings.name());
        this.deadlineMillis = settings.publish().deadline().toMillis();
        this.waiting = new WaitingRoom(
                settings.publish().mostWaiting(), settings.publish().mostWaitingBytes());
        this.latency = Timer.builder("footman.gateway.publish")
                .description("Time from publish to the broker's acknowledgement")
                .register(metrics);
        metrics.gauge("footman.gateway.waiting", waiting, WaitingRoom::count);
        metrics.gauge("footman.gateway.connected", connection, c -> c.isConnected() ? 1 : 0);
    }

    @Override
    public CompletionStage<PublishResult> publish(VerifiedWebhook webhook, String topic) {
        List<Mqtt5UserProperty> properties = properties(webhook);
        webhook.signature()
                .ifPresent(value -> properties.add(Mqtt5UserProperty.of(MessageProperties.SIGNATURE, value)));
        return send(topic, webhook.body(), properties);
    }

    @Override
    public CompletionStage<PublishResult> publishCopy(VerifiedWebhook webhook, Addressed.LegacyCopy copy) {
        return send(copy.topic(), copy.payload(), properties(webhook));
    }

    private List<Mqtt5UserProperty> properties(VerifiedWebhook webhook) {
        List<Mqtt5UserProperty> properties = new ArrayList<>(MOST_PROPERTIES);
        properties.add(Mqtt5UserProperty.of(MessageProperties.CONTENT_TYPE, webhook.contentType()));
        properties.add(Mqtt5UserProperty.of(
                MessageProperties.RECEIVED_AT, webhook.receivedAt().toString()));
        properties.add(gateway);
        webhook.traceparent()
                .ifPresent(trace -> properties.add(Mqtt5UserProperty.of(MessageProperties.TRACEPARENT, trace)));
        return properties;
    }

    private CompletionStage<PublishResult> send(String topic, byte[] payload, List<Mqtt5UserProperty> properties) {
        if (!ownBroker.hasSubscriber(topic)) {
            return CompletableFuture.completedFuture(PublishResult.NO_SUBSCRIBER);
        }
        if (!waiting.enter(payload.length)) {
            return CompletableFuture.completedFuture(
                    connection.isConnected() ? PublishResult.OVERLOADED : PublishResult.TIMED_OUT);
        }
        Mqtt5Publish message = Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .userProperties(Mqtt5UserProperties.of(properties))
                .build();
        long start = System.nanoTime();
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        acknowledgement(message).whenComplete((acknowledged, failure) -> {
            waiting.leave(payload.length);
            latency.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            result.complete(failure == null ? judge(acknowledged) : judge(failure));
        });
        return result.completeOnTimeout(PublishResult.TIMED_OUT, deadlineMillis, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Mqtt5PublishResult> acknowledgement(Mqtt5Publish message) {
        return connection
                .readyClient()
                .map(client -> client.publish(message))
                .orElseGet(() -> connection.onceConnected().thenCompose(client -> client.publish(message)));
    }

    private static PublishResult judge(@Nullable Mqtt5PublishResult result) {
        boolean nobody = result instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
                && acknowledged.getPubAck().getReasonCode() == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
        return nobody ? PublishResult.NO_SUBSCRIBER : PublishResult.ACKNOWLEDGED;
    }

    private static PublishResult judge(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof Mqtt5PubAckException refused) {
            LOG.warn("mqtt=refused reason={}", refused.getMqttMessage().getReasonCode());
            return PublishResult.REFUSED;
        }
        LOG.warn("mqtt=not-acknowledged cause=\"{}\"", cause.toString());
        return PublishResult.TIMED_OUT;
    }
}
