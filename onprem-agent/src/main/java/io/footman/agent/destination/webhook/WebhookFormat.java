package io.footman.agent.destination.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.destination.support.UnusableMessageException;
import io.footman.agent.template.Escaping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of fields, or whatever a user's template makes of them. */
final class WebhookFormat implements MessageFormat<WebhookMessage> {
    private final boolean json;

    WebhookFormat(String contentType) {
        this.json = contentType.contains("json");
    }

    @Override
    public String folder() {
        return "webhook";
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
    public Optional<WebhookMessage> withoutTemplate(Alert alert, Map<String, Object> variables) {
        return Optional.of(new WebhookMessage(WebhookFields.of(alert.context().event(), variables), Optional.empty()));
    }

    @Override
    public WebhookMessage parse(String text) throws UnusableMessageException {
        return new WebhookMessage(
                Map.of(), Optional.of(json ? JsonText.object(text).toString() : text));
    }

    @Override
    public WebhookMessage withNotes(WebhookMessage message, List<String> notes) {
        if (!json) {
            // Where a note could go in an unknown format only the template's author knows.
            return message;
        }
        return new WebhookMessage(message.fields(), message.body().map(body -> withNotes(body, notes)));
    }

    private static String withNotes(String body, List<String> notes) {
        try {
            ObjectNode object = JsonText.object(body);
            return object.has("notes")
                    ? body
                    : object.set("notes", JsonText.node(notes)).toString();
        } catch (UnusableMessageException e) {
            throw new IllegalStateException("A body that was read before is JSON", e);
        }
    }
}
