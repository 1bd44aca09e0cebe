package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that lead to the setting to look at. */
final class Causes {
    private static final Set<Mqtt5ConnAckReasonCode> LOGIN = Set.of(
            Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
            Mqtt5ConnAckReasonCode.NOT_AUTHORIZED,
            Mqtt5ConnAckReasonCode.BANNED,
            Mqtt5ConnAckReasonCode.BAD_AUTHENTICATION_METHOD);

    private Causes() {}

    static String describe(Throwable failure) {
        Throwable root = failure;
        while (true) {
            if (root instanceof SSLException) {
                return "no trusted encrypted connection (" + last(root)
                        + "); check footman.mqtt.trusted-certificates and client-certificate";
            }
            if (root instanceof Mqtt5ConnAckException refused
                    && LOGIN.contains(refused.getMqttMessage().getReasonCode())) {
                return "the broker refuses the login ("
                        + refused.getMqttMessage().getReasonCode()
                        + "); check footman.mqtt.username, password and client-certificate";
            }
            if (root.getCause() == null || root.getCause() == root) {
                return last(root);
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
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
