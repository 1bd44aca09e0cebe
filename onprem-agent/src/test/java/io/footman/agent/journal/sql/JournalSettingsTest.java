package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalSettingsTest {
    @Test
    void needsNothing() {
        JournalSettings settings = JournalSettings.read(section(Map.of()));

        assertThat(settings.store()).isEqualTo(new JournalSettings.File(Path.of("data/footman.db")));
        assertThat(settings.keep()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.keepSize()).isEqualTo(1L << 30);
    }

    @Test
    void readsADatabaseAndHidesItsSecrets() {
        JournalSettings settings = JournalSettings.read(section(Map.of(
                "url", "jdbc:postgresql://db.example.com/footman?sslmode=verify-full",
                "username", "footman",
                "password", "geheim")));

        assertThat(settings.store()).isInstanceOf(JournalSettings.Server.class);
        assertThat(settings.toString()).contains("db.example.com/footman").doesNotContain("geheim");
    }

    @Test
    void reportsEveryMistakeWithItsKey() {
        assertThat(mistakes(Map.of("url", "jdbc:mysql://x/y", "file", "a.db", "keep", "1m", "keep-size", "1KB")))
                .containsExactlyInAnyOrder(
                        "footman.journal.url",
                        "footman.journal.file",
                        "footman.journal.keep",
                        "footman.journal.keep-size");
        assertThat(mistakes(Map.of("password", "geheim"))).containsExactly("footman.journal.url");
        Settings withPassword = section(Map.of("url", "jdbc:postgresql://x/y?password=geheim"));
        JournalSettings.read(withPassword);
        assertThat(withPassword.mistakes()).hasSize(1).first().asString().doesNotContain("geheim");
    }

    private static List<String> mistakes(Map<String, Object> values) {
        Settings section = section(values);
        JournalSettings.read(section);
        return section.mistakes().stream().map(Mistake::key).toList();
    }

    private static Settings section(Map<String, Object> values) {
        return Settings.of("footman.journal", values);
    }
}
