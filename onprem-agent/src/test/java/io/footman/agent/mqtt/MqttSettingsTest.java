package io.footman.agent.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttSettingsTest {
    @Test
    void needsOnlyTheAddress() {
        Settings section = section(Map.of());

        MqttSettings settings = MqttSettings.read(section, "own-id");

        assertThat(section.mistakes()).isEmpty();
        assertThat(settings.clientId()).isEqualTo("own-id");
        assertThat(settings.sessionExpiry()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.subscriptions()).containsExactly(MqttTopicFilter.of("qscloud/#"));
    }

    @Test
    void subscribesToASharedTopicWithinAGroup() {
        MqttSettings settings = MqttSettings.read(section(Map.of("shared-group", "agents")), "own-id");

        assertThat(settings.subscriptions()).containsExactly(MqttTopicFilter.of("$share/agents/qscloud/#"));
        assertThat(settings.topics()).containsExactly(MqttTopicFilter.of("qscloud/#"));
    }

    @ParameterizedTest
    @CsvSource({
        "topics, a/#/b, no valid topic filter",
        "topics, $share/g/a, holds a shared subscription",
        "shared-group, a/b, is no usable name",
        "session-expiry, 0s, must be above 0",
        "session-expiry, 90000d, must be above 0"
    })
    void namesWhatIsWrong(String key, String value, String problem) {
        Settings section = section(Map.of(key, key.equals("topics") ? List.of(value) : value));

        MqttSettings.read(section, "own-id");

        assertThat(section.mistakes()).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("footman.mqtt." + key);
            assertThat(mistake.problem()).contains(problem);
        });
    }

    @Test
    void aClientIdStaysAndIsItsOwn() {
        assertThat(ClientId.of("host", "journal", "8181"))
                .isEqualTo(ClientId.of("host", "journal", "8181"))
                .matches("footman-agent-[0-9a-f]{8}")
                .isNotEqualTo(ClientId.of("host", "other", "8181"))
                .isNotEqualTo(ClientId.of("other", "journal", "8181"))
                .isNotEqualTo(ClientId.of("host", "journal", "8182"));
    }

    private static Settings section(Map<String, Object> further) {
        Map<String, Object> values = new HashMap<>(Map.of("url", "mqtt://localhost"));
        values.putAll(further);
        return Settings.of("footman.mqtt", values);
    }
}
