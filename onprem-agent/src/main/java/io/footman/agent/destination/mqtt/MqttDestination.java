package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.model.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Publishes the short and the full message of an event, and has delivered when the broker has acknowledged both. */
final class MqttDestination implements Destination {
    private static final String TEXT = "text/plain";

    private final MqttDestinationSettings settings;
    private final Composer<String> composer;
    private final BrokerLink link;

    MqttDestination(MqttDestinationSettings settings, Composer<String> composer, BrokerLink link) {
        this.settings = settings;
        this.composer = composer;
        this.link = link;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public SendResult send(Alert alert) {
        KindTopics topics = settings.topics().of(alert.context().event().kind());
        Optional<Composed<String>> full = topics.full().map(topic -> composer.compose(alert));
        List<Mqtt5Publish> messages = new ArrayList<>();
        topics.brief().ifPresent(topic -> messages.add(message(alert, topic, ShortText.of(alert.context()), TEXT)));
        topics.full()
                .ifPresent(topic -> full.ifPresent(
                        composed -> messages.add(message(alert, topic, composed.message(), settings.contentType()))));
        Optional<String> problem = full.flatMap(Composed::problem);
        composer.report(alert, problem);
        try {
            return publish(messages, problem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retryable(FailureReason.TIMEOUT, "Stopped while waiting for the broker");
        }
    }

    @Override
    public void close() {
        link.close();
    }

    private SendResult publish(List<Mqtt5Publish> messages, Optional<String> problem) throws InterruptedException {
        long end = System.nanoTime() + settings.timeout().toNanos();
        Optional<SendResult> refusal = link.ready(settings.timeout());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        // One after the other: of two acknowledgements at once many brokers (mosquitto) hold the second back for 40 ms,
        // until
        // the system has confirmed the first.
        for (Mqtt5Publish message : messages) {
            String topic = message.getTopic().toString();
            SendResult result = acknowledged(topic, link.publish(message), end - System.nanoTime());
            if (!(result instanceof SendResult.Delivered)) {
                return result;
            }
        }
        return new SendResult.Delivered("PUBACK for "
                + messages.stream()
                        .map(message -> message.getTopic().toString())
                        .collect(Collectors.joining(" and "))
                + problem.map(text -> ", default message used: " + text).orElse(""));
    }

    private SendResult acknowledged(String topic, CompletableFuture<Mqtt5PublishResult> acknowledgement, long nanos)
            throws InterruptedException {
        try {
            return acknowledgement
                    .get(Math.max(0, nanos), TimeUnit.NANOSECONDS)
                    .getError()
                    .map(error -> PublishResults.of(error, topic))
                    .orElseGet(() -> new SendResult.Delivered("PUBACK"));
        } catch (ExecutionException e) {
            return PublishResults.of(e, topic);
        } catch (TimeoutException e) {
            return new SendResult.Retryable(
                    FailureReason.TIMEOUT,
                    "The broker did not acknowledge the message on " + topic + " within "
                            + settings.timeout().toMillis() + " ms");
        }
    }

    private Mqtt5Publish message(Alert alert, String topic, String text, String contentType) {
        return Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(settings.retain())
                .contentType(contentType)
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .userProperties(Mqtt5UserProperties.of(Mqtt5UserProperty.of(
                        IdempotencyKey.HEADER.toLowerCase(Locale.ROOT), IdempotencyKey.of(alert.key()))))
                .build();
    }
}
