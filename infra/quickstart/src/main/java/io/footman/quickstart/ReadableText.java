package io.footman.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a person would read in a Slack or Teams message: its texts in order, without the layout around them. */
final class ReadableText {
    private static final Set<String> TEXT_FIELDS = Set.of("text", "title", "value");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReadableText() {}

    /** The texts of a chat message, one a line. What is not JSON comes back unchanged. */
    static String ofChatMessage(String json) {
        try {
            List<String> lines = new ArrayList<>();
            collect(JSON.readTree(json), lines);
            return String.join("\n", lines);
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    /** The JSON in indented form. What is not JSON comes back unchanged. */
    static String indented(String json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static void collect(JsonNode node, List<String> lines) {
        if (node.isArray()) {
            node.forEach(entry -> collect(entry, lines));
            return;
        }
        if (node.path("title").isTextual() && node.path("value").isTextual()) {
            lines.add(node.path("title").asText() + " " + node.path("value").asText());
            return;
        }
        node.fields().forEachRemaining(field -> {
            if (field.getValue().isContainerNode()) {
                collect(field.getValue(), lines);
            } else if (TEXT_FIELDS.contains(field.getKey())
                    && !field.getValue().asText().isBlank()) {
                lines.add(field.getValue().asText().strip());
            }
        });
    }
}
