package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.FailureReason;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the broker's answer to a publish means (MQTT 5 §3.4.2.1). */
final class PublishResults {
    private PublishResults() {}

    /** The result of a publish that failed. */
    static SendResult of(Throwable failure, String topic) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Mqtt5PubAckException refused) {
            return refused(refused.getMqttMessage().getReasonCode(), topic);
        }
        if (cause instanceof MqttEncodeException) {
            return new SendResult.Permanent(
                    FailureReason.TOO_LARGE,
                    "The broker takes no message this large on " + topic + "; lower largest-message");
        }
        return new SendResult.Retryable(
                FailureReason.UNREACHABLE,
                "The connection ended before the broker acknowledged the message on " + topic + ": "
                        + cause.getClass().getSimpleName());
    }

    static SendResult refused(Mqtt5PubAckReasonCode code, String topic) {
        String detail = "The broker refuses the message on " + topic + ": " + code;
        return switch (code) {
            case SUCCESS, NO_MATCHING_SUBSCRIBERS -> new SendResult.Delivered("PUBACK " + code);
            case NOT_AUTHORIZED ->
                new SendResult.Permanent(
                        FailureReason.AUTH, detail + ". Allow the agent's login to publish on this topic");
            case TOPIC_NAME_INVALID, PAYLOAD_FORMAT_INVALID ->
                new SendResult.Permanent(FailureReason.CLIENT_ERROR, detail);
            case QUOTA_EXCEEDED -> new SendResult.Retryable(FailureReason.RATE_LIMITED, detail);
            case UNSPECIFIED_ERROR, IMPLEMENTATION_SPECIFIC_ERROR, PACKET_IDENTIFIER_IN_USE ->
                new SendResult.Retryable(FailureReason.SERVER_ERROR, detail);
        };
    }
}
