package io.footman.agent.destination.message;

import io.footman.agent.model.EventKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A measured value for New Relic, of its type gauge.
 *
 * @param name of the metric
 * @param value what was measured
 * @param timestamp milliseconds since 1970 (UTC); by default when the message was handed over
 * @param attributes the script's own, by name
 */
public record NewRelicMetric(String name, double value, Optional<Long> timestamp, Map<String, String> attributes)
        implements ScriptMessage {
    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String TIMESTAMP = "timestamp";
    private static final String ATTRIBUTES = "attributes";

    public NewRelicMetric {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    static NewRelicMetric of(Map<String, Object> facts) {
        return new NewRelicMetric(
                ScriptMessage.text(facts, NAME).orElse(""),
                ScriptMessage.number(facts, VALUE).orElse(0).doubleValue(),
                ScriptMessage.number(facts, TIMESTAMP).map(Number::longValue),
                ScriptMessage.texts(facts, ATTRIBUTES));
    }

    @Override
    public EventKind kind() {
        return EventKind.METRIC_TO_NEW_RELIC;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(Map.of(NAME, name, VALUE, value, ATTRIBUTES, attributes));
        timestamp.ifPresent(time -> facts.put(TIMESTAMP, time));
        return facts;
    }

    @Override
    public String target() {
        return name;
    }
}
