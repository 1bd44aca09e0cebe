package io.footman.agent.destination.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.support.TextCut;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Cuts a message to what Slack takes (Block Kit reference). Slack refuses the whole message for one text that is too long. */
final class SlackLimits {
    /** UTF-8 bytes of a message as Footman sends it; Slack's own limit is 40,000 characters of text. */
    static final int LONGEST_MESSAGE_BYTES = 40_000;
    /** Room for each part of the script log, so that it fits into a section with its title and fences. */
    static final int LOG_BUDGET = 2_900;

    private static final int MOST_BLOCKS = 50;
    private static final int MOST_FIELDS = 10;
    private static final int MOST_CONTEXT_ELEMENTS = 10;
    private static final int MOST_BUTTONS = 25;
    private static final int HEADER = 150;
    /** UTF-16 units of the text of one section. */
    static final int SECTION = 3_000;

    private static final int FIELD = 2_000;
    private static final int BUTTON = 75;
    private static final int URL = 3_000;
    private static final String FENCE = "```";
    /** Slack refuses empty texts. */
    private static final String NOTHING = "-";

    private SlackLimits() {}

    /** What a character of a log takes up in Slack's markup. */
    static int escapedUnits(int codePoint) {
        return switch (codePoint) {
            case '&' -> 5;
            case '<', '>' -> 4;
            default -> Character.charCount(codePoint);
        };
    }

    /** Changes the message in place. */
    static void apply(ObjectNode message) {
        applyToBlocks(message.get("blocks"));
        if (message.get("attachments") instanceof ArrayNode attachments) {
            attachments.forEach(attachment -> applyToBlocks(attachment.get("blocks")));
        }
    }

    private static void applyToBlocks(@Nullable JsonNode node) {
        if (!(node instanceof ArrayNode blocks)) {
            return;
        }
        // Empty lists come from templates whose loops had nothing to show.
        removeEmpty(blocks);
        if (blocks.size() > MOST_BLOCKS) {
            keepFirst(blocks, MOST_BLOCKS - 1);
            blocks.addObject()
                    .put("type", "context")
                    .putArray("elements")
                    .addObject()
                    .put("type", "mrkdwn")
                    .put("text", TextCut.MARK);
        }
        blocks.forEach(SlackLimits::applyToBlock);
    }

    private static void applyToBlock(JsonNode block) {
        switch (block.path("type").asText()) {
            case "header" -> cut(block.get("text"), HEADER);
            case "section" -> {
                cut(block.get("text"), SECTION);
                limit(block.get("fields"), MOST_FIELDS, FIELD);
            }
            case "context" -> limit(block.get("elements"), MOST_CONTEXT_ELEMENTS, SECTION);
            case "actions" -> buttons(block.get("elements"));
            default -> {
                // Other kinds come from users' own templates only; Slack tells what is wrong with them.
            }
        }
    }

    private static void buttons(@Nullable JsonNode node) {
        if (node instanceof ArrayNode elements) {
            keepFirst(elements, MOST_BUTTONS);
            for (JsonNode element : elements) {
                cut(element.get("text"), BUTTON);
                if (element instanceof ObjectNode button
                        && button.path("url").asText().length() > URL) {
                    button.remove("url");
                }
            }
        }
    }

    private static void limit(@Nullable JsonNode node, int most, int longest) {
        if (node instanceof ArrayNode elements) {
            keepFirst(elements, most);
            elements.forEach(element -> cut(element, longest));
        }
    }

    /** Cuts a text object ({@code {"type":"mrkdwn","text":"…"}}). */
    private static void cut(@Nullable JsonNode node, int longest) {
        if (!(node instanceof ObjectNode object) || !object.path("text").isTextual()) {
            return;
        }
        String text = object.path("text").textValue();
        if (text.isBlank()) {
            object.put("text", NOTHING);
        } else if (text.length() > longest) {
            object.put("text", cutMarkup(text, longest));
        }
    }

    /** Closes a code block that the cut would leave open, and leaves no half of an entity behind. */
    private static String cutMarkup(String text, int longest) {
        int room = longest - TextCut.MARK.length() - FENCE.length();
        String kept = TextCut.keepStart(text, room, "", TextCut::units).replaceFirst("&[a-z]{0,3}$", "");
        return kept + TextCut.MARK + (openFence(kept) ? FENCE : "");
    }

    private static boolean openFence(String text) {
        return text.split(FENCE, -1).length % 2 == 0;
    }

    private static void removeEmpty(ArrayNode blocks) {
        for (Iterator<JsonNode> each = blocks.iterator(); each.hasNext(); ) {
            JsonNode elements = each.next().path("elements");
            if (elements.isArray() && elements.isEmpty()) {
                each.remove();
            }
        }
    }

    private static void keepFirst(ArrayNode array, int most) {
        while (array.size() > most) {
            array.remove(array.size() - 1);
        }
    }
}
