package io.footman.agent.loadscript.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.file.FileException;
import io.footman.agent.file.FileException.Reason;
import io.footman.agent.file.FileSettings;
import io.footman.agent.rest.RestSettings;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePartTest {
    @TempDir
    Path temp;

    @Test
    void warnsOfEndpointsThatRefuseEverything() {
        assertThat(warnings(List.of("fileCopy", "createDir"), Map.of("move", List.of())))
                .hasSize(2)
                .anyMatch(warning -> warning.contains("footman.rest.files.copy"))
                .anyMatch(warning -> warning.contains("footman.rest.files.create"));
    }

    @Test
    void warnsOfDirectoriesThatAreNotThere() {
        assertThat(warnings(
                        List.of("fileDelete"),
                        Map.of("delete", temp.resolve("share").toString())))
                .singleElement()
                .asString()
                .contains(temp.resolve("share").toString());
        assertThat(warnings(List.of("fileDelete"), Map.of("delete", temp.toString())))
                .isEmpty();
    }

    @Test
    void warnsWhenFoldersMayBeCreatedAnywhere() {
        assertThat(warnings(List.of("createDir"), Map.of("dangerously-create-anywhere", true)))
                .singleElement()
                .asString()
                .contains("dangerously-create-anywhere");
    }

    @ParameterizedTest
    @CsvSource({"INVALID, 400", "NETWORK_PATH, 400", "NOT_APPROVED, 403", "MISSING, 400", "FAILED, 500", "BUSY, 503"})
    void answersEachReasonWithItsStatus(Reason reason, int status) {
        for (FileOperation operation : FileOperation.values()) {
            assertThat(operation
                            .answer(new FileException(reason, "why"))
                            .status()
                            .getCode())
                    .isEqualTo(status);
            assertThat(operation.answer(new FileException(reason, "why")).text())
                    .endsWith(": why");
        }
    }

    private static List<String> warnings(List<String> endpoints, Map<String, Object> files) {
        Settings footman = Settings.of("footman", Map.of("rest", Map.of("endpoints", endpoints, "files", files)));
        return new FilePart(FileSettings.read(footman), RestSettings.read(footman)).warnings();
    }
}
