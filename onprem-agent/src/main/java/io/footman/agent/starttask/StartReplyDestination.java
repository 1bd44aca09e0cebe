package io.footman.agent.starttask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers on the topic that a request named. Without one there is nobody to answer. */
final class StartReplyDestination implements Destination {
    private static final Limits LIMITS = new Limits(4, 0);
    private static final long PATIENCE_SECONDS = 10;
    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

    private final Function<Mqtt5Publish, CompletableFuture<Mqtt5PublishResult>> publisher;

    /** @param publisher sends by the agent's connection to its broker; fails while there is none */
    StartReplyDestination(Function<Mqtt5Publish, CompletableFuture<Mqtt5PublishResult>> publisher) {
        this.publisher = publisher;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Recipients recipients(EventContext context) {
        return context.event().facts().get(StartRequest.REPLY_TOPIC) instanceof String topic
                ? new Recipients(List.of(topic), "")
                : new Recipients(List.of(), "The request named no topic for an answer");
    }

    @Override
    public SendResult send(Alert alert) {
        try {
            Mqtt5PublishResult result = publisher.apply(message(alert)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return result.getError()
                    .<SendResult>map(StartReplyDestination::failed)
                    .orElseGet(() -> new SendResult.Delivered("Acknowledged by the broker"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retryable(FailureReason.TIMEOUT, "Stopped while waiting for the broker");
        } catch (TimeoutException e) {
            return new SendResult.Retryable(
                    FailureReason.TIMEOUT, "No acknowledgement from the broker within " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        }
    }

    private static SendResult failed(Throwable failure) {
        return failure instanceof Mqtt5PubAckException refused
                ? new SendResult.Permanent(
                        FailureReason.CLIENT_ERROR,
                        "The broker refuses the answer: "
                                + refused.getMqttMessage().getReasonCode())
                : new SendResult.Retryable(
                        FailureReason.UNREACHABLE, "No connection with the broker: " + failure.getMessage());
    }

    private static Mqtt5Publish message(Alert alert) {
        Event event = alert.context().event();
        var message = Mqtt5Publish.builder()
                .topic(alert.recipient())
                .qos(MqttQos.AT_LEAST_ONCE)
                .contentType("application/json")
                .payload(payload(event));
        return event.facts().get(StartRequest.CORRELATION_DATA) instanceof String data
                ? message.correlationData(Base64.getDecoder().decode(data)).build()
                : message.build();
    }

    private static byte[] payload(Event event) {
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        for (String name :
                List.of(StartRequest.CORRELATION_ID, "taskId", "taskName", StartRequest.RESULT, StartRequest.REASON)) {
            reply.put(name, event.facts().get(name));
        }
        reply.put("time", event.time().toString());
        try {
            return JSON.writeValueAsBytes(reply);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts are JSON", e);
        }
    }
}
