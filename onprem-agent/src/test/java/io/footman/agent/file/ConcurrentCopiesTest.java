package io.footman.agent.file;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footman.agent.file.FileSettings.Pair;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several calls at once, and calls that are broken off. */
class ConcurrentCopiesTest {
    private static final int CALLS = 8;
    private static final long LARGE = 4L << 30;

    @TempDir
    Path temp;

    private Path in;
    private Path out;
    private FileOperations files;

    @BeforeEach
    void directories() throws IOException {
        Path root = temp.toRealPath();
        in = Files.createDirectories(root.resolve("in"));
        out = Files.createDirectories(root.resolve("out"));
        Pair pair = new Pair(in, out);
        files = FileOperations.of(
                new FileSettings(
                        List.of(pair),
                        List.of(pair),
                        List.of(),
                        List.of(out),
                        false,
                        Optional.empty(),
                        List.of(),
                        1,
                        Duration.ofSeconds(1)),
                new SecureRandom());
    }

    @Test
    void oneOfManyCopiesOntoTheSameNameWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path target = out.resolve("round" + round + "/deep/target");
            List<Boolean> copied = all(call -> {
                Path source = in.resolve("source" + call);
                write(source, "data of " + call);
                return files.copy(sent(source), sent(target), false, false);
            });
            assertThat(copied).filteredOn(it -> it).hasSize(1);
            assertThat(Files.readString(target)).startsWith("data of ");
        }
        leavesNothing();
    }

    @Test
    void manyMayCreateTheSameFolderAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path folder = out.resolve("round" + round + "/a/b/c");
            all(call -> {
                files.createDirectory(sent(folder));
                write(folder.resolve("file" + call), "data");
                return true;
            });
            try (Stream<Path> made = Files.list(folder)) {
                assertThat(made).hasSize(CALLS);
            }
        }
        leavesNothing();
    }

    @Test
    void showsNoHalfFileAndLeavesNothingWhenItIsStopped() throws Exception {
        Path source = in.resolve("large");
        // Without content on disk: reads as zeros, and takes long enough to be stopped on any disk.
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        FileLane lane = new FileLane("copies", 1, Duration.ofMinutes(1));
        CompletableFuture<Boolean> copy =
                lane.run(() -> files.copy(sent(source), sent(out.resolve("new/large")), false, false));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.isDirectory(out.resolve("new")) && !empty(out.resolve("new")));
        assertThat(out.resolve("new/large")).doesNotExist();

        lane.close();

        assertThatThrownBy(() -> copy.get(20, SECONDS)).hasMessageContaining("Footman is being stopped");
        assertThat(out).isEmptyDirectory();
    }

    /** What one of the calls does. */
    private interface Call {
        boolean make(int number) throws IOException;
    }

    private static List<Boolean> all(Call call) throws Exception {
        FileLane lane = new FileLane("calls", CALLS, Duration.ofMinutes(1));
        try {
            List<CompletableFuture<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                results.add(lane.run(() -> call.make(number)));
            }
            List<Boolean> values = new ArrayList<>();
            for (CompletableFuture<Boolean> result : results) {
                values.add(result.get(20, SECONDS));
            }
            return values;
        } finally {
            lane.close();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private SentPath sent(Path path) {
        return files.path("path", path.toString());
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.findAny().isEmpty();
        }
    }

    private void leavesNothing() throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            assertThat(all).noneMatch(path -> TemporaryNames.has(path.getFileName()));
        }
    }
}
