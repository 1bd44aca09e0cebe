package io.footman.agent.destination.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.ScriptMessage;
import io.footman.agent.destination.message.TeamsMessage;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.http.CallSettings;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.FailureReason;
import java.util.Map;
import java.util.Optional;

/** Posts texts of load scripts as a small Adaptive Card. */
final class TeamsMessageDestination implements MessageDestination {
    private final CallSettings call;
    private final Limits limits;
    private final OutgoingClient client;

    TeamsMessageDestination(CallSettings call, Limits limits, OutgoingClient client) {
        this.call = call;
        this.limits = limits;
        this.client = client;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Optional<SendResult.Permanent> refusal(ScriptMessage message) {
        int bytes = JsonText.bytes(body((TeamsMessage) message)).length;
        return bytes <= TeamsService.LONGEST_BYTES
                ? Optional.empty()
                : Optional.of(new SendResult.Permanent(
                        FailureReason.TOO_LARGE,
                        "title and msg make a message of " + bytes + " bytes; Teams takes " + TeamsService.LONGEST_BYTES
                                + ". Shorten them, or send them in parts"));
    }

    @Override
    public SendResult send(Alert alert, ScriptMessage message) {
        return HttpResults.of(client.call(OutgoingRequest.postJson(
                call.address(),
                Map.of(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key())),
                JsonText.bytes(body((TeamsMessage) message)))));
    }

    @Override
    public void close() {
        client.close();
    }

    private static ObjectNode body(TeamsMessage message) {
        ObjectNode card = JsonText.object()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        ArrayNode body = card.putArray("body");
        message.title()
                .ifPresent(title -> block(body, title).put("size", "Large").put("weight", "Bolder"));
        block(body, message.text());
        return TeamsFormat.wrapped(card);
    }

    private static ObjectNode block(ArrayNode body, String text) {
        // Teams shows a single line end as a blank, two as a line break.
        return body.addObject()
                .put("type", "TextBlock")
                .put("text", text.replaceAll("\\R", "\n\n"))
                .put("wrap", true);
    }
}
