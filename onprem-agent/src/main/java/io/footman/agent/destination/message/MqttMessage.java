package io.footman.agent.destination.message;

import io.footman.agent.model.EventKind;
import java.util.Map;

/**
 * A text to be published.
 *
 * @param topic without wildcards
 * @param text sent as UTF-8
 * @param qos quality of service, 0 to 2
 * @param retain whether the broker keeps it as the topic's last message
 */
public record MqttMessage(String topic, String text, int qos, boolean retain) implements ScriptMessage {
    private static final String TOPIC = "topic";
    private static final String TEXT = "text";
    private static final String QOS = "qos";
    private static final String RETAIN = "retain";

    static MqttMessage of(Map<String, Object> facts) {
        return new MqttMessage(
                ScriptMessage.text(facts, TOPIC).orElse(""),
                ScriptMessage.text(facts, TEXT).orElse(""),
                ScriptMessage.number(facts, QOS).orElse(1).intValue(),
                Boolean.TRUE.equals(facts.get(RETAIN)));
    }

    @Override
    public EventKind kind() {
        return EventKind.MESSAGE_TO_MQTT;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of(TOPIC, topic, TEXT, text, QOS, qos, RETAIN, retain);
    }

    @Override
    public String target() {
        return topic;
    }
}
