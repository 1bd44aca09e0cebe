package io.footman.agent.destination.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.destination.support.UnusableMessageException;
import io.footman.agent.template.Escaping;
import java.util.List;

/** An Adaptive Card as the attachment of a message, the form that workflows of Power Automate take. */
final class TeamsFormat implements MessageFormat<ObjectNode> {
    private static final String CARD_TYPE = "application/vnd.microsoft.card.adaptive";

    @Override
    public String folder() {
        return "teams";
    }

    @Override
    public Escaping escaping() {
        return Escaping.JSON;
    }

    @Override
    public boolean json() {
        return true;
    }

    @Override
    public ObjectNode parse(String text) throws UnusableMessageException {
        ObjectNode message = JsonText.object(text);
        if ("AdaptiveCard".equals(message.path("type").asText())) {
            return withLineBreaks(wrapped(message));
        }
        // MessageCard is what the retired connectors took; workflows still show some of it, as Butler's users know.
        if (!message.has("attachments") && !message.has("@type")) {
            throw new UnusableMessageException("gives neither a message with attachments nor an Adaptive Card");
        }
        return withLineBreaks(message);
    }

    @Override
    public ObjectNode withNotes(ObjectNode message, List<String> notes) {
        if (message.at("/attachments/0/content") instanceof ObjectNode card) {
            for (String note : notes) {
                card.withArray("body")
                        .addObject()
                        .put("type", "TextBlock")
                        .put("text", note)
                        .put("wrap", true)
                        .put("isSubtle", true);
            }
        } else {
            message.put("text", message.path("text").asText() + "\n\n" + String.join("\n\n", notes));
        }
        return message;
    }

    /** The message that carries a card. */
    static ObjectNode wrapped(ObjectNode card) {
        ObjectNode message = JsonText.object().put("type", "message");
        message.putArray("attachments")
                .addObject()
                .put("contentType", CARD_TYPE)
                .set("content", card);
        return message;
    }

    /** Teams shows a single line end as a blank, two as a line break. */
    private static ObjectNode withLineBreaks(ObjectNode message) {
        for (JsonNode parent : message.findParents("fontType")) {
            if (parent instanceof ObjectNode block && block.path("text").isTextual()) {
                block.put("text", block.path("text").textValue().replace("\r\n", "\n\n"));
            }
        }
        return message;
    }
}
