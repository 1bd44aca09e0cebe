package io.footman.agent.destination.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import java.util.Set;

/** Slack's side of an incoming webhook: refuses what Slack refuses (Block Kit reference, "handling errors"). */
public final class SlackWireRules {
    private static final Set<String> TOP_LEVEL =
            Set.of("text", "blocks", "attachments", "username", "channel", "icon_emoji", "unfurl_links", "mrkdwn");

    private SlackWireRules() {}

    /** The answer to a request. */
    public static Answer judge(Received request) {
        if (!"POST".equals(request.method())) {
            return Answer.of(405, "method_not_allowed");
        }
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            return Answer.of(400, "invalid_payload");
        }
        try {
            JsonNode message = new ObjectMapper().readTree(request.body());
            check(message.isObject(), "invalid_payload: no object");
            message.fieldNames().forEachRemaining(name -> check(TOP_LEVEL.contains(name), "invalid_payload: " + name));
            check(message.has("text") || message.has("blocks"), "no_text");
            check(message.path("text").asText().length() <= 40_000, "msg_too_long");
            check(message.path("blocks").size() <= 50, "invalid_blocks: too many");
            message.path("blocks").forEach(SlackWireRules::block);
            return Answer.of(200, "ok");
        } catch (JsonProcessingException e) {
            return Answer.of(400, "invalid_payload");
        } catch (IllegalArgumentException e) {
            return Answer.of(400, e.getMessage());
        }
    }

    private static void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "header" -> {
                check("plain_text".equals(block.path("text").path("type").asText()), "invalid_blocks: header type");
                text(block.path("text"), 150);
            }
            case "section" -> {
                check(block.has("text") || block.has("fields"), "invalid_blocks: empty section");
                if (block.has("text")) {
                    text(block.path("text"), 3_000);
                }
                check(block.path("fields").size() <= 10, "invalid_blocks: fields");
                block.path("fields").forEach(field -> text(field, 2_000));
            }
            case "context" -> {
                check(size(block, "elements", 10), "invalid_blocks: context");
                block.path("elements").forEach(element -> text(element, 3_000));
            }
            case "actions" -> {
                check(size(block, "elements", 25), "invalid_blocks: actions");
                block.path("elements").forEach(SlackWireRules::button);
            }
            case "divider" -> check(block.size() == 1, "invalid_blocks: divider");
            default -> throw new IllegalArgumentException("invalid_blocks: unknown type");
        }
    }

    private static void button(JsonNode button) {
        check("button".equals(button.path("type").asText()), "invalid_blocks: element");
        check("plain_text".equals(button.path("text").path("type").asText()), "invalid_blocks: button text");
        text(button.path("text"), 75);
        String url = button.path("url").asText();
        check(url.matches("https?://\\S+") && url.length() <= 3_000, "invalid_blocks: url");
    }

    private static void text(JsonNode text, int longest) {
        check(Set.of("mrkdwn", "plain_text").contains(text.path("type").asText()), "invalid_blocks: text type");
        int length = text.path("text").asText().length();
        check(length > 0 && length <= longest, "invalid_blocks: text length " + length);
    }

    private static boolean size(JsonNode block, String name, int most) {
        return block.path(name).size() > 0 && block.path(name).size() <= most;
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem);
        }
    }
}
