package io.footman.agent.destination.message;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.SendResult;
import java.util.Optional;

/** Sends messages that load scripts wrote. */
public interface MessageDestination extends Destination {

    /**
     * Why a message can never be sent as things are configured, known without trying; empty when it can. Asked when the
     * message is handed in, so that its author learns it, and again before it is sent: the configuration may have changed.
     */
    Optional<SendResult.Permanent> refusal(ScriptMessage message);

    /** Sends one that was not refused. */
    SendResult send(Alert alert, ScriptMessage message);

    @Override
    default SendResult send(Alert alert) {
        ScriptMessage message = ScriptMessage.of(alert.context().event());
        return refusal(message).<SendResult>map(refused -> refused).orElseGet(() -> send(alert, message));
    }
}
