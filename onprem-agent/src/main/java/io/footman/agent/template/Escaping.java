package io.footman.agent.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.jknack.handlebars.EscapingStrategy;

/** What {@code {{name}}} does to a value; {@code {{{name}}}} never changes it. */
public enum Escaping {
    /** For HTML, and as Butler does everywhere: {@code & < > " ' ` =} become entities. */
    HTML(EscapingStrategy.HBS4),
    /** For plain text: nothing is changed. */
    NONE(EscapingStrategy.NOOP),
    /** For a place between the quotes of a JSON text. */
    JSON(Escaping::json),
    /** As {@link #JSON}, for texts in Slack's markup, where {@code & < >} are entities. */
    SLACK_JSON(text ->
            json(text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));

    private final EscapingStrategy strategy;

    Escaping(EscapingStrategy strategy) {
        this.strategy = strategy;
    }

    EscapingStrategy strategy() {
        return strategy;
    }

    private static CharSequence json(CharSequence text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
