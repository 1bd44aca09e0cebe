package io.footman.agent.destination.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A workflow's side: refuses what it or Teams refuses (Adaptive Cards 1.5 schema, limits of Teams). */
public final class TeamsWireRules {
    private static final int LARGEST = 28 * 1024;

    private TeamsWireRules() {}

    /** The answer to a request. */
    public static Answer judge(Received request) {
        if (!"POST".equals(request.method())) {
            return Answer.of(405, "");
        }
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            return Answer.of(400, "content type");
        }
        if (request.body().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return Answer.of(413, "too large");
        }
        try {
            JsonNode message = new ObjectMapper().readTree(request.body());
            check("message".equals(message.path("type").asText()), "no message");
            check(message.path("attachments").size() == 1, "attachments");
            JsonNode attachment = message.at("/attachments/0");
            check(
                    "application/vnd.microsoft.card.adaptive"
                            .equals(attachment.path("contentType").asText()),
                    "attachment type");
            JsonNode card = attachment.path("content");
            check("AdaptiveCard".equals(card.path("type").asText()), "card type");
            check(card.path("version").asText().matches("1\\.[0-5]"), "card version");
            check(card.path("body").size() > 0, "empty body");
            card.path("body").forEach(TeamsWireRules::element);
            card.path("actions").forEach(TeamsWireRules::action);
            return Answer.of(202, "");
        } catch (JsonProcessingException e) {
            return Answer.of(400, "InvalidJson");
        } catch (IllegalArgumentException e) {
            return Answer.of(400, e.getMessage());
        }
    }

    private static void element(JsonNode element) {
        switch (element.path("type").asText()) {
            case "TextBlock" -> check(element.path("text").isTextual(), "text");
            case "Container" -> {
                check(
                        Set.of("default", "emphasis", "good", "attention", "warning", "accent")
                                .contains(element.path("style").asText()),
                        "style");
                element.path("items").forEach(TeamsWireRules::element);
            }
            case "FactSet" ->
                element.path("facts")
                        .forEach(fact -> check(
                                fact.path("title").isTextual()
                                        && fact.path("value").isTextual(),
                                "fact"));
            default -> throw new IllegalArgumentException("element " + element.path("type"));
        }
    }

    private static void action(JsonNode action) {
        check("Action.OpenUrl".equals(action.path("type").asText()), "action");
        check(action.path("url").asText().matches("https?://\\S+"), "url");
        check(!action.path("title").asText().isEmpty(), "title");
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException("BadCard: " + problem);
        }
    }
}
