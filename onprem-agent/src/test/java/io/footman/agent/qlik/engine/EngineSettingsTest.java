package io.footman.agent.qlik.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {
    @TempDir
    Path folder;

    private Settings section = Settings.of("footman.qlik-sense", Map.of());

    @Test
    void isNotThereWithoutARepository() {
        assertThat(read(Map.of(
                        "engine", "wss://sense.example.com:4747", "engine-user", "A\\b", "engine-timeout", "5s")))
                .isEmpty();
        assertThat(section.mistakes()).isEmpty();
    }

    @Test
    void takesHostAndUserOfTheRepository() {
        EngineSettings engine = read(with(Map.of("user", "LAB\\jdoe"))).orElseThrow();

        assertThat(section.mistakes()).isEmpty();
        assertThat(engine.address()).hasToString("wss://sense.example.com:4747");
        assertThat(engine.user()).hasToString("LAB\\jdoe");
        assertThat(engine.timeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(engine.verifyServerName()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "wss://engine1.example.com, wss://engine1.example.com:4747",
        "https://engine1.example.com:5747/, wss://engine1.example.com:5747",
        "wss://10.1.2.3:4747, wss://10.1.2.3:4747"
    })
    void takesAnotherAddress(String written, String used) {
        assertThat(read(with(Map.of("engine", written))).orElseThrow().address())
                .hasToString(used);
        assertThat(section.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "engine, wss://sense.example.com:4747/app, is more than host and port",
        "engine, http://sense.example.com, http",
        "engine-user, sa_api, is not a user of Qlik Sense",
        "engine-timeout, 0s, is zero"
    })
    void tellsMistakesWithTheirKey(String key, String value, String problem) {
        read(with(Map.of(key, value)));

        Mistake mistake = section.mistakes().get(0);
        assertThat(mistake.key()).isEqualTo("footman.qlik-sense." + key);
        assertThat(mistake.problem() + mistake.remedy()).contains(problem);
    }

    private Map<String, Object> with(Map<String, Object> keys) {
        FakeCertificates.create(folder);
        Map<String, Object> values = new HashMap<>(
                Map.of("repository", "https://sense.example.com:4242", "certificates", folder.toString()));
        values.putAll(keys);
        return values;
    }

    private Optional<EngineSettings> read(Map<String, Object> values) {
        section = Settings.of("footman.qlik-sense", values);
        return EngineSettings.read(
                section, SenseSettings.read(section, Clock.systemUTC()).repository());
    }
}
