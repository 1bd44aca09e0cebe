package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** With handles of folders, as on Linux. */
class HandledFileOperationsTest extends FileOperationsTest {
    @Override
    FileOperations operations(FileSettings settings) {
        return FileOperations.of(settings, new SecureRandom());
    }

    @Test
    void keepsTheRightsOfAFile() throws IOException {
        Path from = write(in.resolve("a"), "data");
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rw-------"));

        copy(from, out.resolve("a"), false);

        assertThat(Files.getPosixFilePermissions(out.resolve("a")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
