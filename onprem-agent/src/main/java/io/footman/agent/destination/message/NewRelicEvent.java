package io.footman.agent.destination.message;

import io.footman.agent.model.EventKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A custom event for New Relic.
 *
 * @param eventType New Relic's name for the table it goes into
 * @param timestamp milliseconds since 1970 (UTC); by default when the message was handed over
 * @param attributes the script's own, by name
 */
public record NewRelicEvent(String eventType, Optional<Long> timestamp, Map<String, String> attributes)
        implements ScriptMessage {
    private static final String EVENT_TYPE = "eventType";
    private static final String TIMESTAMP = "timestamp";
    private static final String ATTRIBUTES = "attributes";

    public NewRelicEvent {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    static NewRelicEvent of(Map<String, Object> facts) {
        return new NewRelicEvent(
                ScriptMessage.text(facts, EVENT_TYPE).orElse(""),
                ScriptMessage.number(facts, TIMESTAMP).map(Number::longValue),
                ScriptMessage.texts(facts, ATTRIBUTES));
    }

    @Override
    public EventKind kind() {
        return EventKind.EVENT_TO_NEW_RELIC;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of(EVENT_TYPE, eventType, ATTRIBUTES, attributes));
        timestamp.ifPresent(time -> facts.put(TIMESTAMP, time));
        return facts;
    }

    @Override
    public String target() {
        return eventType;
    }
}
