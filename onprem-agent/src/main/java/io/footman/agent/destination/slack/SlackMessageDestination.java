package io.footman.agent.destination.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.ScriptMessage;
import io.footman.agent.destination.message.SlackMessage;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.http.CallSettings;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts texts of load scripts as Butler does: one block of plain text, nothing in it interpreted (Butler alerts §4). */
final class SlackMessageDestination implements MessageDestination {
    /** What a message may hold in all (Slack's advice for its texts). */
    private static final int LONGEST_TEXT = 40_000;

    private final CallSettings call;
    private final Limits limits;
    private final OutgoingClient client;

    SlackMessageDestination(CallSettings call, Limits limits, OutgoingClient client) {
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
        String text = ((SlackMessage) message).text();
        return text.length() <= LONGEST_TEXT
                ? Optional.empty()
                : Optional.of(new SendResult.Permanent(
                        FailureReason.TOO_LARGE,
                        "msg has " + text.length() + " characters; Slack takes " + LONGEST_TEXT
                                + ". Shorten it, or send it in parts"));
    }

    @Override
    public SendResult send(Alert alert, ScriptMessage message) {
        return SlackAnswers.result(
                client.call(OutgoingRequest.postJson(
                        call.address(),
                        Map.of(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key())),
                        JsonText.bytes(body((SlackMessage) message)))),
                Optional.empty());
    }

    @Override
    public void close() {
        client.close();
    }

    private static ObjectNode body(SlackMessage message) {
        ObjectNode body = JsonText.object();
        message.fromUser().ifPresent(name -> body.put("username", name));
        if (!message.channel().isBlank()) {
            body.put("channel", message.channel());
        }
        message.emoji().ifPresent(emoji -> body.put("icon_emoji", emoji));
        ArrayNode blocks = body.putArray("blocks");
        for (String part : parts(message.text())) {
            blocks.addObject()
                    .put("type", "section")
                    .putObject("text")
                    .put("type", "plain_text")
                    .put("text", part);
        }
        return body;
    }

    /** Slack refuses a block that is too long: a long text is told in several, parted at the end of a line where possible. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > SlackLimits.SECTION) {
            int line = rest.lastIndexOf('\n', SlackLimits.SECTION - 1) + 1;
            int end = line > 0 ? line : SlackLimits.SECTION;
            if (Character.isHighSurrogate(rest.charAt(end - 1))) {
                end--;
            }
            parts.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        parts.add(rest);
        // Slack refuses a block of nothing but blanks.
        parts.removeIf(String::isBlank);
        return parts;
    }
}
