package io.footman.agent.starttask;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.config.AgentSettings;
import io.footman.agent.corridor.Agent;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTaskSettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic: 'a/+' | footman.start-tasks.topic | is no single topic",
                "topic: '$share/g/a' | footman.start-tasks.topic | is no single topic",
                "allow: { task-ids: [sales] } | footman.start-tasks.allow.task-ids | is no task id",
                "allow: { task-id: [] } | footman.start-tasks.allow.task-id | is not a known setting",
                "allow: {} | footman.start-tasks.allow | needs footman.qlik-sense.repository"
            })
    void mistakesNameTheirKey(String setting, String key, String problem) {
        Assertions.assertThatThrownBy(() -> settings("mqtt: { url: 'mqtt://localhost' }", setting))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(problem);
    }

    @Test
    void needsABroker() {
        Assertions.assertThatThrownBy(() -> settings("udp: {}", "allow: {}"))
                .hasMessageContaining("footman.start-tasks.topic")
                .hasMessageContaining("footman.mqtt.url");
    }

    @Test
    void namesOfItsOwnAreNotForUsers() {
        Assertions.assertThatThrownBy(() -> settings(
                        "mqtt: { url: 'mqtt://localhost' }",
                        "topic: a",
                        "start-task-replies: { type: slack, url: 'https://hooks.slack.com/services/x' }"))
                .hasMessageContaining("footman.destinations.start-task-replies")
                .hasMessageContaining("Choose another name");
    }

    @Test
    void withoutTheSectionNothingIsThere() {
        AgentSettings settings = settings("mqtt: { url: 'mqtt://localhost' }", null);

        assertThat(settings.destinations()).hasSize(1);
        assertThat(settings.rules()).hasSize(1);
    }

    private AgentSettings settings(
            String entrance, @org.jspecify.annotations.Nullable String start, String... destinations) {
        String text = """
                footman:
                  %s
                  %s
                  destinations:
                    ops-slack: { type: slack, url: "https://hooks.slack.com/services/T0/B0/x" }
                    %s
                  rules:
                    - { events: [app-reload-failed], to: [ops-slack] }
                """.formatted(
                entrance, start == null ? "" : "start-tasks: { " + start + " }", String.join("\n    ", destinations));
        try (Agent agent = Agent.open(SettingsFile.parse(text, "footman.yml", Map.of(), folder))) {
            return agent.settings();
        }
    }
}
