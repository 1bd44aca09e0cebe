package io.footman.agent.loadscript.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.KeyValueLimits;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValueSettingsTest {
    @Test
    void needsNothing() {
        assertThat(KeyValueSettings.read(footman(Map.of())).limits())
                .isEqualTo(new KeyValueLimits(1_000, 1_000, 200, 400, 65_536));
    }

    @Test
    void readsEveryLimit() {
        Settings footman = footman(Map.of(
                "max-namespaces", "5",
                "max-keys-per-namespace", "6",
                "max-namespace-length", "7",
                "max-key-length", "8",
                "max-value-size", "1MB"));

        assertThat(KeyValueSettings.read(footman).limits()).isEqualTo(new KeyValueLimits(5, 6, 7, 8, 1_048_576));
        assertThat(footman.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "max-namespaces,0",
        "max-namespaces,10001",
        "max-keys-per-namespace,0",
        "max-keys-per-namespace,10001",
        "max-namespace-length,251",
        "max-key-length,601",
        "max-value-size,2MB",
        "max-value-size,0"
    })
    void refusesLimitsThatCannotBeKept(String key, String value) {
        Settings footman = footman(Map.of(key, value));

        KeyValueSettings.read(footman);

        assertThat(footman.mistakes()).extracting(Mistake::key).containsExactly("footman.rest.key-values." + key);
    }

    private static Settings footman(Map<String, Object> keyValues) {
        return Settings.of("footman", Map.of("rest", Map.of("key-values", keyValues)));
    }
}
