package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.footman.agent.model.FailureReason;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that lead to the setting to look at. */
public final class Causes {
    private static final Set<Mqtt5ConnAckReasonCode> LOGIN = Set.of(
            Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
            Mqtt5ConnAckReasonCode.NOT_AUTHORIZED,
            Mqtt5ConnAckReasonCode.BANNED,
            Mqtt5ConnAckReasonCode.BAD_AUTHENTICATION_METHOD);

    private Causes() {}

    static String describe(Throwable failure) {
        return describe(failure, "footman.mqtt");
    }

    /** One line without secrets; {@code section} is where the broker is configured. */
    public static String describe(Throwable failure, String section) {
        return switch (reason(failure)) {
            case TLS ->
                "no trusted encrypted connection (" + last(failure) + "); check " + section
                        + ".trusted-certificates and client-certificate";
            case AUTH ->
                "the broker refuses the login (" + last(failure) + "); check " + section
                        + ".username, password and client-certificate";
            default -> last(failure);
        };
    }

    /** {@code TLS}, {@code AUTH}, or {@code UNREACHABLE} for everything else. */
    public static FailureReason reason(Throwable failure) {
        Throwable root = failure;
        while (true) {
            if (root instanceof SSLException) {
                return FailureReason.TLS;
            }
            if (root instanceof Mqtt5ConnAckException refused
                    && LOGIN.contains(refused.getMqttMessage().getReasonCode())) {
                return FailureReason.AUTH;
            }
            if (root.getCause() == null || root.getCause() == root) {
                return FailureReason.UNREACHABLE;
            }
            root = root.getCause();
        }
    }

    /** Whether another client with the same id made the broker end this connection (MQTT 5 §3.1.4). */
    static boolean isTakenOver(Throwable failure) {
        return failure instanceof Mqtt5DisconnectException told
                && told.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;
    }

    private static String last(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root instanceof Mqtt5ConnAckException refused
                ? refused.getMqttMessage().getReasonCode().toString()
                : root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
