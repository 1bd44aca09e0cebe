package io.footman.agent.destination.mqtt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.destination.support.UnusableMessageException;
import io.footman.agent.template.Escaping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The full message: Butler's JSON, or whatever a user's template makes of the event. */
final class FullFormat implements MessageFormat<String> {
    private final boolean json;
    private final int largestMessage;

    FullFormat(String contentType, int largestMessage) {
        this.json = contentType.contains("json");
        this.largestMessage = largestMessage;
    }

    @Override
    public String folder() {
        return "mqtt";
    }

    @Override
    public Escaping escaping() {
        return json ? Escaping.JSON : Escaping.NONE;
    }

    @Override
    public boolean json() {
        return json;
    }

    @Override
    public Optional<String> withoutTemplate(Alert alert, Map<String, Object> variables) {
        return Optional.of(
                FullFields.of(alert.context(), variables, largestMessage).toString());
    }

    @Override
    public String parse(String text) throws UnusableMessageException {
        return json ? JsonText.object(text).toString() : text;
    }

    @Override
    public String withNotes(String message, List<String> notes) {
        if (!json) {
            // Where a note could go in an unknown format only the template's author knows.
            return message;
        }
        try {
            ObjectNode object = JsonText.object(message);
            return object.has("notes")
                    ? message
                    : object.set("notes", JsonText.node(notes)).toString();
        } catch (UnusableMessageException e) {
            throw new IllegalStateException("A message that was read before is JSON", e);
        }
    }
}
