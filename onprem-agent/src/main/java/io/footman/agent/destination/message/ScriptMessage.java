package io.footman.agent.destination.message;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A message that a load script wants to be passed on. It is kept in the journal as the facts of an event. */
public sealed interface ScriptMessage permits SlackMessage, TeamsMessage, MqttMessage, NewRelicMetric, NewRelicEvent {
    /** The kind of event that the message is stored as. */
    EventKind kind();

    /** The message as facts of its event. */
    Map<String, Object> facts();

    /** Where it goes within its destination, in a word or two for logs: channel, topic, name of the metric. */
    String target();

    /**
     * The message that an event was made of.
     *
     * @throws IllegalArgumentException when the event is of another kind
     */
    static ScriptMessage of(Event event) {
        EventKind kind = event.kind();
        Map<String, Object> facts = event.facts();
        if (kind.equals(EventKind.MESSAGE_TO_SLACK)) {
            return SlackMessage.of(facts);
        }
        if (kind.equals(EventKind.MESSAGE_TO_TEAMS)) {
            return TeamsMessage.of(facts);
        }
        if (kind.equals(EventKind.MESSAGE_TO_MQTT)) {
            return MqttMessage.of(facts);
        }
        if (kind.equals(EventKind.METRIC_TO_NEW_RELIC)) {
            return NewRelicMetric.of(facts);
        }
        if (kind.equals(EventKind.EVENT_TO_NEW_RELIC)) {
            return NewRelicEvent.of(facts);
        }
        throw new IllegalArgumentException("No message of a load script: " + kind);
    }

    /** A fact as text; empty when it is absent. */
    static Optional<String> text(Map<String, Object> facts, String name) {
        return Optional.ofNullable(facts.get(name)).map(Object::toString);
    }

    /** A fact as a number; empty when it is absent. */
    static Optional<Number> number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? Optional.of(number) : Optional.empty();
    }

    /** A fact as texts by name. */
    static Map<String, String> texts(Map<String, Object> facts, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (facts.get(name) instanceof Map<?, ?> values) {
            values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }
}
