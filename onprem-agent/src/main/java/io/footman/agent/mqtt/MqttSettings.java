package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the agent asks of the broker: section {@code footman.mqtt}.
 *
 * @param broker how to reach it
 * @param clientId the same after every restart, or the messages that the broker kept meanwhile stay with a client that never
 *     comes back
 * @param topics what is accepted, as configured
 * @param sharedGroup agents with the same group share the messages between them
 * @param sessionExpiry how long the broker keeps messages for an agent that is away
 * @param startTasks the topic of requests to start tasks ({@code footman.start-tasks.topic}), if they are wanted
 */
public record MqttSettings(
        BrokerSettings broker,
        String clientId,
        List<MqttTopicFilter> topics,
        Optional<String> sharedGroup,
        Duration sessionExpiry,
        Optional<MqttTopicFilter> startTasks) {
    /** Everything that the gateway publishes. */
    public static final List<String> TOPICS = List.of("qscloud/#");

    /** Longer than a long weekend. */
    public static final Duration SESSION_EXPIRY = Duration.ofDays(7);

    /** MQTT 5 §3.1.2.11.2: a four byte number of seconds, the largest of which means for ever. */
    private static final Duration LONGEST_EXPIRY = Duration.ofSeconds(0xFFFF_FFFEL);

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public MqttSettings {
        topics = List.copyOf(topics);
    }

    /**
     * Reads the section; mistakes are collected there.
     *
     * @param ownClientId used when none is configured
     */
    public static MqttSettings read(Settings section, String ownClientId) {
        BrokerSettings broker = BrokerSettings.read(section);
        Duration expiry = section.duration("session-expiry", SESSION_EXPIRY);
        if (expiry.isZero() || expiry.compareTo(LONGEST_EXPIRY) > 0) {
            section.mistake(
                    "session-expiry",
                    "must be above 0 and below 49710d",
                    "Give the longest time that the agent may be away without losing messages, such as 7d");
            expiry = SESSION_EXPIRY;
        }
        Optional<String> group = section.optionalText("shared-group");
        if (group.isPresent() && !GROUP.matcher(group.get()).matches()) {
            section.mistake(
                    "shared-group", "is no usable name", "Use up to 64 letters, digits, dots, hyphens and underscores");
            group = Optional.empty();
        }
        return new MqttSettings(
                broker, broker.clientId().orElse(ownClientId), topics(section), group, expiry, Optional.empty());
    }

    /** The same with requests to start tasks on this topic. */
    public MqttSettings withStartTasks(MqttTopicFilter topic) {
        return new MqttSettings(broker, clientId, topics, sharedGroup, sessionExpiry, Optional.of(topic));
    }

    /** Every topic that comes in. */
    public List<MqttTopicFilter> heard() {
        return Stream.concat(startTasks.stream(), topics.stream()).toList();
    }

    /** What is subscribed to. */
    List<MqttTopicFilter> subscriptions() {
        return heard().stream()
                .map(topic -> sharedGroup.<MqttTopicFilter>map(topic::share).orElse(topic))
                .toList();
    }

    private static List<MqttTopicFilter> topics(Settings section) {
        List<MqttTopicFilter> topics = new ArrayList<>();
        List<String> texts = section.texts("topics", TOPICS);
        if (texts.isEmpty()) {
            section.mistake("topics", "is empty", "Give at least one, such as " + TOPICS.get(0));
        }
        for (String text : texts) {
            try {
                MqttTopicFilter topic = MqttTopicFilter.of(text);
                if (topic.isShared()) {
                    section.mistake(
                            "topics",
                            "holds a shared subscription: " + text,
                            "Give the topic alone and set shared-group");
                } else {
                    topics.add(topic);
                }
            } catch (IllegalArgumentException e) {
                section.mistake("topics", "holds no valid topic filter: " + text, "Write it as in " + TOPICS.get(0));
            }
        }
        return topics;
    }
}
