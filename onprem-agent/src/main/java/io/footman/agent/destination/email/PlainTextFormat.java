package io.footman.agent.destination.email;

import io.footman.agent.destination.support.MessageFormat;
import io.footman.agent.template.Escaping;
import java.util.List;

/** The plain-text part of a mail. */
final class PlainTextFormat implements MessageFormat<String> {
    @Override
    public String folder() {
        return "email-text";
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
    public String parse(String text) {
        return text;
    }

    @Override
    public String withNotes(String text, List<String> notes) {
        return text + "\n" + String.join("\n", notes) + "\n";
    }
}
