package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.file.FileSettings.Pair;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "paths are written as on Linux")
class FileSettingsTest {
    @Test
    void approvesNothingByDefault() {
        FileSettings settings = read(Map.of()).settings();

        assertThat(settings.directories()).isEmpty();
        assertThat(settings.createAnywhere()).isFalse();
        assertThat(settings.concurrency()).isEqualTo(4);
        assertThat(settings.waitAtMost()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void tellsTheSpaceOfAllApprovedDirectoriesByDefault() {
        FileSettings settings = read(Map.of(
                        "copy", List.of(Map.of("from", "/a", "to", "/b/../c")),
                        "delete", List.of("/d"),
                        "qvd", "/e"))
                .settings();

        assertThat(settings.copy()).containsExactly(new Pair(Path.of("/a"), Path.of("/c")));
        assertThat(settings.diskSpace()).containsExactly(Path.of("/a"), Path.of("/c"), Path.of("/d"), Path.of("/e"));
        assertThat(read(Map.of("delete", "/d", "disk-space", "/f")).settings().diskSpace())
                .containsExactly(Path.of("/f"));
    }

    @ParameterizedTest
    @CsvSource({"delete, relative", "create, ../up", "qvd, D:x", "disk-space, '~/x'"})
    void refusesDirectoriesThatAreNotAbsolute(String key, String value) {
        assertThat(read(Map.of(key, value)).mistakes()).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("footman.rest.files." + key);
            assertThat(mistake.problem()).contains(value);
        });
    }

    @Test
    void refusesHalfAPair() {
        Read read = read(Map.of("copy", List.of(Map.of("from", "/a"))));

        assertThat(read.mistakes()).singleElement().extracting(Mistake::key).isEqualTo("footman.rest.files.copy[0].to");
        assertThat(read.settings().copy()).isEmpty();
    }

    @Test
    void refusesToWaitForNothing() {
        assertThat(read(Map.of("wait-at-most", "0s")).mistakes())
                .singleElement()
                .extracting(Mistake::key)
                .isEqualTo("footman.rest.files.wait-at-most");
    }

    private record Read(FileSettings settings, List<Mistake> mistakes) {}

    private static Read read(Map<String, Object> files) {
        Settings footman = Settings.of("footman", Map.of("rest", Map.of("files", files)));
        FileSettings settings = FileSettings.read(footman);
        return new Read(settings, footman.mistakes());
    }
}
