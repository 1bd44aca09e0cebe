package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footman.agent.file.FileSettings.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two volumes a move is a copy and a deletion. Needs a second volume: Linux's memory file system. */
class MoveAcrossVolumesTest {
    private static final Path SECOND = Path.of("/dev/shm");
    private static final FileTime THEN = FileTime.from(Instant.parse("2020-02-29T12:00:00Z"));

    @TempDir
    Path temp;

    private Path in;
    private Path out;
    private FileOperations files;

    @BeforeEach
    void directories() throws IOException {
        in = temp.toRealPath();
        assumeTrue(
                Files.isWritable(SECOND) && !Files.getFileStore(SECOND).equals(Files.getFileStore(in)),
                "there is no second volume");
        out = Files.createTempDirectory(SECOND, "footman-test-");
        files = operations(new SecureRandom());
    }

    private FileOperations operations(RandomGenerator random) {
        Pair pair = new Pair(in, out);
        return FileOperations.of(
                new FileSettings(
                        List.of(pair),
                        List.of(pair),
                        List.of(out),
                        List.of(),
                        false,
                        Optional.empty(),
                        List.of(),
                        1,
                        Duration.ofSeconds(1)),
                random);
    }

    @AfterEach
    void removeSecondFolder() throws IOException {
        if (out == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(out)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void movesAFileWithItsTime() throws IOException {
        Path from = Files.writeString(in.resolve("a"), "data");
        Files.setLastModifiedTime(from, THEN);

        move("a", "x/a", false);

        assertThat(from).doesNotExist();
        assertThat(out.resolve("x/a")).hasContent("data");
        assertThat(Files.getLastModifiedTime(out.resolve("x/a"))).isEqualTo(THEN);
    }

    @Test
    void movesAFolderAndReplacesOne() throws IOException {
        Files.createDirectories(in.resolve("f/sub"));
        Files.writeString(in.resolve("f/sub/a"), "data");
        Files.createSymbolicLink(in.resolve("f/link"), Path.of("sub/a"));
        Files.createDirectories(out.resolve("f"));
        Files.writeString(out.resolve("f/old"), "old");

        assertThatThrownBy(() -> move("f", "f", false)).isInstanceOf(FileException.class);
        assertThat(in.resolve("f/sub/a")).hasContent("data");

        move("f", "f", true);

        assertThat(in.resolve("f")).doesNotExist();
        assertThat(out.resolve("f/link")).isSymbolicLink().hasContent("data");
        assertThat(out.resolve("f/old")).doesNotExist();
        try (Stream<Path> names = Files.list(out)) {
            assertThat(names).containsExactly(out.resolve("f"));
        }
    }

    @Test
    void keepsWhatIsAtTheTargetInItsPlaceWhileItCopies() throws IOException {
        Files.createDirectories(in.resolve("f/sub"));
        Files.writeString(in.resolve("f/sub/a"), "data");
        Files.createDirectories(out.resolve("f"));
        Files.writeString(out.resolve("f/old"), "old");
        // A name is drawn before each step of the copying: a moment to look at the target.
        List<Boolean> there = new ArrayList<>();
        Random random = new Random(1);
        files = operations(() -> {
            there.add(Files.exists(out.resolve("f/old")));
            return random.nextLong();
        });

        move("f", "f", true);

        assertThat(there).hasSizeGreaterThan(3).doesNotContain(false);
        assertThat(out.resolve("f/sub/a")).hasContent("data");
        assertThat(out.resolve("f/old")).doesNotExist();
    }

    @Test
    void replacesAFileByAFolder() throws IOException {
        Files.createDirectories(in.resolve("f"));
        Files.writeString(in.resolve("f/a"), "data");
        Files.writeString(out.resolve("f"), "old");

        move("f", "f", true);

        assertThat(out.resolve("f/a")).hasContent("data");
        try (Stream<Path> names = Files.list(out)) {
            assertThat(names).containsExactly(out.resolve("f"));
        }
    }

    @Test
    void putsBackWhatWasInTheWayWhenTheMoveFails() throws IOException {
        Files.createDirectories(in.resolve("f"));
        Files.createSymbolicLink(in.resolve("f/out"), Path.of("/etc/hostname"));
        Files.createDirectories(out.resolve("f"));
        Files.writeString(out.resolve("f/old"), "old");

        assertThatThrownBy(() -> move("f", "f", true)).isInstanceOf(FileException.class);

        assertThat(out.resolve("f/old")).hasContent("old");
        assertThat(in.resolve("f/out")).isSymbolicLink();
    }

    private void move(String from, String to, boolean overwrite) {
        files.move(
                files.path("fromFile", in.resolve(from).toString()),
                files.path("toFile", out.resolve(to).toString()),
                overwrite);
    }
}
