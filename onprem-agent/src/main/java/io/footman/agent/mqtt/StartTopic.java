package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.model.settings.Settings;
import java.util.Optional;

/** Where requests to start tasks come in: {@code footman.start-tasks.topic}. */
public final class StartTopic {
    static final String SECTION = "start-tasks";

    /** Butler's (Butler MQTT §2). */
    static final String TOPIC = "qliksense/start_task";

    private StartTopic() {}

    /** Whether the configuration has the section, and does not keep it for other ways to start tasks. */
    public static boolean isWanted(Settings footman) {
        return footman.names().contains(SECTION) && footman.section(SECTION).flag("mqtt", true);
    }

    /** The topic; empty when the configuration has no such section. Mistakes are collected there. */
    public static Optional<MqttTopicFilter> read(Settings footman) {
        if (!isWanted(footman)) {
            return Optional.empty();
        }
        Settings section = footman.section(SECTION);
        String text = section.text("topic", TOPIC);
        try {
            MqttTopicFilter topic = MqttTopicFilter.of(text);
            if (!topic.containsWildcards() && !topic.isShared()) {
                return Optional.of(topic);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        section.mistake("topic", "is no single topic: " + text, "Write it without + and #, as in " + TOPIC);
        return Optional.empty();
    }
}
