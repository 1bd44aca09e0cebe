package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import io.footman.model.settings.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which event kind goes to which topics. Those of reload tasks and of user activity are Butler's (Butler MQTT §3, §6); every
 * other kind has topics of the same pattern.
 */
final class TopicPlan {
    private static final String ROOT = "qliksense/";
    private static final String OTHER_EVENTS = ROOT + "event/";
    /** Event types of Qlik Cloud without a name of Footman's own: an open list. */
    private static final String QLIK_CLOUD_TYPES = "com.qlik.";

    private static final Set<String> NONE = Set.of("false", "off", "none", "no");
    private static final Map<String, KindTopics> DEFAULTS = defaults();

    private final Map<String, KindTopics> topics;
    private final boolean full;

    private TopicPlan(Map<String, KindTopics> topics, boolean full) {
        this.topics = Map.copyOf(topics);
        this.full = full;
    }

    /** Reads {@code topics} and {@code full}. */
    static TopicPlan read(Settings section) {
        Map<String, KindTopics> topics = new LinkedHashMap<>(DEFAULTS);
        Settings kinds = section.section("topics");
        kinds.namedSections().forEach((kind, own) -> {
            if (!DEFAULTS.containsKey(kind) && !kind.startsWith(QLIK_CLOUD_TYPES)) {
                kinds.mistake(kind, "is no kind of event", Suggestion.remedy(kind, DEFAULTS.keySet()));
            }
            KindTopics standard = standard(kind);
            topics.put(
                    kind, new KindTopics(topic(own, "short", standard.brief()), topic(own, "full", standard.full())));
        });
        TopicPlan plan = new TopicPlan(topics, section.flag("full", true));
        for (String kind : kinds.names()) {
            if (plan.of(new EventKind(kind)).isEmpty()) {
                kinds.mistake(
                        kind,
                        "leaves no topic, so that nothing would be published",
                        "Give a topic, or leave the kind out of the rules");
            }
        }
        return plan;
    }

    KindTopics of(EventKind kind) {
        KindTopics found = Optional.ofNullable(topics.get(kind.name())).orElseGet(() -> standard(kind.name()));
        return full ? found : found.withoutFull();
    }

    /** A topic that one of the filters matches, if there is one. */
    Optional<String> heardBy(Collection<MqttTopicFilter> filters) {
        return topics.values().stream()
                .flatMap(KindTopics::all)
                .filter(topic ->
                        filters.stream().anyMatch(filter -> !topic.isEmpty() && filter.matches(MqttTopic.of(topic))))
                .findFirst();
    }

    private static Optional<String> topic(Settings section, String key, Optional<String> standard) {
        if (!section.has(key)) {
            return standard;
        }
        Optional<String> topic = section.optionalText(key)
                .map(String::strip)
                .filter(text -> !NONE.contains(text.toLowerCase(Locale.ROOT)));
        return topic.filter(text -> {
            boolean usable = usable(text);
            if (!usable) {
                section.mistake(
                        key,
                        "is no topic that can be published to: " + text,
                        "Give a topic without + and #, not starting with $, such as qliksense/task_failure");
            }
            return usable;
        });
    }

    private static boolean usable(String topic) {
        try {
            MqttTopic.of(topic);
            return !topic.startsWith("$");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static KindTopics standard(String kind) {
        return Optional.ofNullable(DEFAULTS.get(kind))
                .orElseGet(() -> KindTopics.both(OTHER_EVENTS + kind.replaceAll("[^A-Za-z0-9._-]", "_")));
    }

    private static Map<String, KindTopics> defaults() {
        Map<String, KindTopics> topics = new LinkedHashMap<>();
        for (TaskType type : TaskType.values()) {
            for (TaskOutcome outcome : TaskOutcome.values()) {
                String kind = EventKind.of(type, outcome).name();
                topics.put(kind, KindTopics.both(ROOT + kind));
            }
        }
        Map<TaskOutcome, String> butlers = Map.of(
                TaskOutcome.FAILED, "task_failure",
                TaskOutcome.ABORTED, "task_aborted",
                TaskOutcome.SUCCEEDED, "task_success");
        butlers.forEach((outcome, topic) -> {
            topics.put(EventKind.of(TaskType.RELOAD, outcome).name(), KindTopics.both(ROOT + topic));
            // Most tasks are reload tasks, and who waits for their failures must not miss one.
            topics.put(EventKind.ofUnknownTask(outcome).name(), KindTopics.both(ROOT + topic));
        });
        for (EventKind kind : List.of(EventKind.DISTRIBUTE_ENDED, EventKind.ENGINE_RELOAD_FAILED)) {
            topics.put(kind.name(), KindTopics.both(ROOT + kind.name()));
        }
        topics.put(EventKind.SESSION_STARTED.name(), KindTopics.onlyBrief(ROOT + "session/start"));
        topics.put(EventKind.SESSION_STOPPED.name(), KindTopics.onlyBrief(ROOT + "session/stop"));
        topics.put(EventKind.CONNECTION_OPENED.name(), KindTopics.onlyBrief(ROOT + "connection/open"));
        topics.put(EventKind.CONNECTION_CLOSED.name(), KindTopics.onlyBrief(ROOT + "connection/close"));
        for (EventKind kind :
                List.of(EventKind.APP_RELOAD_FAILED, EventKind.APP_RELOAD_SUCCEEDED, EventKind.APP_RELOAD_CANCELED)) {
            topics.put(kind.name(), KindTopics.both(OTHER_EVENTS + kind.name()));
        }
        return topics;
    }
}
