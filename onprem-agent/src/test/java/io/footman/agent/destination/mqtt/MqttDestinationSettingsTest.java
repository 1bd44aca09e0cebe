package io.footman.agent.destination.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttDestinationSettingsTest {
    private static final Map<String, Object> AGENTS_BROKER = Map.of("url", "mqtt://localhost:1883");

    @Test
    void needsABrokerWhenTheAgentHasNone() {
        assertThat(mistakes(Map.of(), Map.of()))
                .extracting(Mistake::key)
                .containsOnly("footman.destinations.ops.url", "footman.mqtt.url");
    }

    @Test
    void refusesTopicsThatTheAgentIsSubscribedTo() {
        Map<String, Object> mqtt = Map.of("url", "mqtt://localhost:1883", "topics", List.of("qscloud/#", "bi/+"));
        Map<String, Object> topics = Map.of("reload-task-failed", Map.of("short", "bi/failed"));

        assertThat(mistakes(Map.of("topics", topics), mqtt)).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("footman.destinations.ops.topics");
            assertThat(mistake.problem()).contains("bi/failed");
        });
        assertThat(mistakes(Map.of("url", "mqtt://elsewhere:1883", "topics", topics), mqtt))
                .isEmpty();
    }

    @Test
    void refusesTheTopicThatStartsTasks() {
        Settings root = Settings.of(
                "footman",
                Map.of(
                        "mqtt", AGENTS_BROKER,
                        "start-tasks", Map.of("topic", "qliksense/task_success"),
                        "destinations", Map.of("ops", Map.of())));
        MqttDestinationSettings.read(root.section("destinations").section("ops"), root);
        assertThat(root.mistakes()).extracting(Mistake::key).containsExactly("footman.destinations.ops.topics");
    }

    @Test
    void refusesUnknownKindsAndUnusableTopics() {
        Map<String, Object> topics = Map.of(
                "reload-task-fialed", Map.of("short", "a"),
                "reload-task-failed", Map.of("short", "a/#", "full", "$SYS/x"),
                "session-started", Map.of("short", ""),
                "com.qlik.app.published", Map.of("short", "published"));

        assertThat(mistakes(Map.of("topics", topics), AGENTS_BROKER))
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder(
                        "footman.destinations.ops.topics.reload-task-fialed",
                        "footman.destinations.ops.topics.reload-task-failed.short",
                        "footman.destinations.ops.topics.reload-task-failed.full",
                        "footman.destinations.ops.topics.reload-task-failed",
                        "footman.destinations.ops.topics.session-started");
    }

    @Test
    void namesWhatEventGridNeeds() {
        assertThat(mistakes(Map.of("azure-event-grid", true, "url", "mqtt://x:1883"), Map.of()))
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder(
                        "footman.destinations.ops.url",
                        "footman.destinations.ops.client-id",
                        "footman.destinations.ops.client-certificate",
                        "footman.destinations.ops.client-key");
    }

    @Test
    void refusesUnusableLimits() {
        assertThat(mistakes(
                        Map.of("timeout", "0s", "largest-message", "10", "full", false, "template", "x.hbs"),
                        AGENTS_BROKER))
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder(
                        "footman.destinations.ops.timeout",
                        "footman.destinations.ops.largest-message",
                        "footman.destinations.ops.full");
    }

    private static List<Mistake> mistakes(Map<String, Object> values, Map<String, Object> mqtt) {
        Settings root = Settings.of("footman", Map.of("mqtt", mqtt, "destinations", Map.of("ops", values)));
        MqttDestinationSettings.read(root.section("destinations").section("ops"), root);
        return root.mistakes();
    }
}
