package io.footman.agent.destination.support;

import io.footman.agent.template.Escaping;
import java.util.List;

/**
 * A message that is plain text.
 *
 * @param folder of the shipped templates
 */
public record TextFormat(String folder) implements MessageFormat<String> {
    @Override
    public Escaping escaping() {
        return Escaping.NONE;
    }

    @Override
    public boolean json() {
        return false;
    }

    @Override
    public String parse(String text) throws UnusableMessageException {
        if (text.isBlank()) {
            throw new UnusableMessageException("gives no text");
        }
        return text.strip();
    }

    @Override
    public String withNotes(String message, List<String> notes) {
        return message + "\n" + String.join("\n", notes);
    }
}
