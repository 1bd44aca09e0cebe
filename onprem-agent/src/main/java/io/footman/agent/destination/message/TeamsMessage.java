package io.footman.agent.destination.message;

import io.footman.agent.model.EventKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A text for Microsoft Teams.
 *
 * @param title shown above it in bold
 * @param text with the little Markdown that Teams knows
 */
public record TeamsMessage(Optional<String> title, String text) implements ScriptMessage {
    private static final String TITLE = "title";
    private static final String TEXT = "text";

    static TeamsMessage of(Map<String, Object> facts) {
        return new TeamsMessage(
                ScriptMessage.text(facts, TITLE),
                ScriptMessage.text(facts, TEXT).orElse(""));
    }

    @Override
    public EventKind kind() {
        return EventKind.MESSAGE_TO_TEAMS;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of(TEXT, text));
        title.ifPresent(value -> facts.put(TITLE, value));
        return facts;
    }

    @Override
    public String target() {
        return "";
    }
}
