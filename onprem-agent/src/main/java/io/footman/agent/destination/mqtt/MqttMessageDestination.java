package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.MqttMessage;
import io.footman.agent.destination.message.ScriptMessage;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.model.FailureReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Publishes texts of load scripts, and has delivered when the broker has acknowledged. */
final class MqttMessageDestination implements MessageDestination {
    /** A kill can repeat as many messages as are on their way. */
    private static final Limits LIMITS = new Limits(1, 0);

    private static final long PATIENCE_SECONDS = 10;

    private final List<MqttTopicFilter> allowed;
    private final List<MqttTopicFilter> heard;
    private final Function<Mqtt5Publish, CompletableFuture<Mqtt5PublishResult>> publisher;

    /**
     * Publishes where it is allowed.
     *
     * @param heard what the agent listens to itself: a message there would come back and start tasks or alerts
     * @param publisher sends by the agent's connection to its broker; fails while there is none
     */
    MqttMessageDestination(
            List<MqttTopicFilter> allowed,
            List<MqttTopicFilter> heard,
            Function<Mqtt5Publish, CompletableFuture<Mqtt5PublishResult>> publisher) {
        this.allowed = List.copyOf(allowed);
        this.heard = List.copyOf(heard);
        this.publisher = publisher;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Optional<SendResult.Permanent> refusal(ScriptMessage message) {
        String text = ((MqttMessage) message).topic();
        MqttTopic topic;
        try {
            topic = MqttTopic.of(text);
        } catch (IllegalArgumentException e) {
            return Optional.of(new SendResult.Permanent(
                    FailureReason.CLIENT_ERROR,
                    "topic \"" + text + "\" is none that can be published to: it must not be empty or hold +, # or NUL."
                            + " Name one topic, such as qliksense/scripts/done"));
        }
        if (text.startsWith("$")) {
            return Optional.of(notAllowed(
                    "topic \"" + text + "\" starts with $, which belongs to the broker. Choose" + " another one"));
        }
        if (heard.stream().anyMatch(filter -> filter.matches(topic))) {
            return Optional.of(notAllowed("topic \"" + text
                    + "\" is one that the agent listens to itself, and the message would come back as an event. Choose"
                    + " another one"));
        }
        return allowed.stream().anyMatch(filter -> filter.matches(topic))
                ? Optional.empty()
                : Optional.of(notAllowed("footman.rest.mqtt.topics does not allow topic \"" + text
                        + "\". Choose another one, or have it added there"));
    }

    @Override
    public SendResult send(Alert alert, ScriptMessage message) {
        MqttMessage text = (MqttMessage) message;
        try {
            return publisher
                    .apply(publish(alert, text))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .getError()
                    .map(error -> PublishResults.of(error, text.topic()))
                    .orElseGet(() -> new SendResult.Delivered(
                            text.qos() == 0
                                    ? "Sent without asking for an acknowledgement"
                                    : "Acknowledged by the broker"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retryable(FailureReason.TIMEOUT, "Stopped while waiting for the broker");
        } catch (TimeoutException e) {
            return new SendResult.Retryable(
                    FailureReason.TIMEOUT, "No acknowledgement from the broker within " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException e) {
            return e.getCause() instanceof IOException away
                    ? new SendResult.Retryable(
                            FailureReason.UNREACHABLE, "No connection with the broker: " + away.getMessage())
                    : PublishResults.of(e, text.topic());
        }
    }

    private static SendResult.Permanent notAllowed(String why) {
        return new SendResult.Permanent(FailureReason.NOT_ALLOWED, why);
    }

    private static Mqtt5Publish publish(Alert alert, MqttMessage message) {
        return Mqtt5Publish.builder()
                .topic(message.topic())
                .qos(Objects.requireNonNull(MqttQos.fromCode(message.qos())))
                .retain(message.retain())
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .payload(message.text().getBytes(StandardCharsets.UTF_8))
                .userProperties(Mqtt5UserProperties.of(Mqtt5UserProperty.of(
                        IdempotencyKey.HEADER.toLowerCase(Locale.ROOT), IdempotencyKey.of(alert.key()))))
                .build();
    }
}
