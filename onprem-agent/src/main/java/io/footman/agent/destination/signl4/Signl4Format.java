package io.footman.agent.destination.signl4;

import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.destination.support.UnusableMessageException;
import io.footman.agent.template.Escaping;
import java.util.List;

/** The text of an alert, as it is read on a phone. */
final class Signl4Format implements MessageFormat<String> {
    @Override
    public String folder() {
        return "signl4";
    }

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
