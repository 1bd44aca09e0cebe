package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.file.FileSettings.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread swaps a folder (and a file) for a link that leads outside and back, as fast as it can, while calls go through it.
 * Each call either works on the folder or is refused; what is outside is never touched.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "folders are held by handle on Linux only")
class LinkSwapTest {
    private static final int CALLS = 1200;
    private static final int LEAST_SWAPS = 50;

    @TempDir
    Path temp;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong swaps = new AtomicLong();
    private Path in;
    private Path out;
    private Path outside;
    private FileOperations files;
    private Thread swapper;
    private int done;
    private int refused;
    private int made;

    @BeforeEach
    void start() throws IOException {
        Path root = temp.toRealPath();
        in = Files.createDirectories(root.resolve("in"));
        out = Files.createDirectories(root.resolve("out"));
        outside = Files.createDirectories(root.resolve("outside"));
        Files.createDirectories(in.resolve("swap"));
        Files.writeString(in.resolve("swap/data"), "inside");
        Files.writeString(in.resolve("file"), "inside");
        Files.writeString(outside.resolve("data"), "secret");
        Files.createSymbolicLink(root.resolve("folder-link"), outside);
        Files.createSymbolicLink(root.resolve("file-link"), outside.resolve("data"));
        files = FileOperations.of(
                new FileSettings(
                        List.of(new Pair(in, out), new Pair(out, in)),
                        List.of(new Pair(out, in)),
                        List.of(in),
                        List.of(in),
                        false,
                        Optional.empty(),
                        List.of(),
                        1,
                        Duration.ofSeconds(1)),
                new SecureRandom());
        swapper = new Thread(() -> swap(root), "swapper");
        swapper.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        stop.set(true);
        swapper.join();
        assertThat(swaps).hasValueGreaterThan(LEAST_SWAPS);
        assertThat(done).as("calls that met the folder").isPositive();
        assertThat(refused).as("calls that met the link").isPositive();
    }

    @Test
    void readsNothingOutside() throws IOException {
        for (int i = 0; more(i, CALLS); i++) {
            attempt(() -> files.copy(sent(in.resolve("swap/data")), sent(out.resolve("a")), true, false));
            attempt(() -> files.copy(sent(in.resolve("file")), sent(out.resolve("b")), true, false));
        }
        for (String copy : List.of("a", "b")) {
            assertThat(out.resolve(copy)).hasContent("inside");
        }
    }

    @Test
    void copiesNoFolderThatIsOutside() throws IOException {
        Path tree = Files.createDirectories(out.resolve("tree"));
        for (int i = 0; more(i, CALLS / 4); i++) {
            Path target = tree.resolve("copy" + i);
            attempt(() -> files.copy(sent(in.resolve("swap")), sent(target), true, false));
        }
        try (Stream<Path> copies = Files.walk(tree)) {
            assertThat(copies.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(copy -> assertThat(copy).hasContent("inside"));
        }
    }

    @Test
    void writesNothingOutside() throws IOException {
        Files.writeString(out.resolve("new"), "new");
        for (int i = 0; more(i, CALLS); i++) {
            Path target = in.resolve("swap/new" + i % 10);
            attempt(() -> files.copy(sent(out.resolve("new")), sent(target), true, false));
            attempt(() -> files.createDirectory(sent(in.resolve("swap/made" + target.getFileName() + "/deep"))));
        }
        assertThat(outside).isDirectoryContaining("glob:**/data");
        try (Stream<Path> all = Files.list(outside)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void movesNothingOutside() throws IOException {
        for (int i = 0; more(i, CALLS); i++) {
            Files.writeString(out.resolve("new"), "new");
            Path target = in.resolve("swap/new" + i % 10);
            attempt(() -> files.move(sent(out.resolve("new")), sent(target), true));
        }
        try (Stream<Path> all = Files.list(outside)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void deletesNothingOutside() throws IOException {
        for (int i = 0; more(i, CALLS); i++) {
            attempt(() -> files.delete(sent(in.resolve("swap/data"))));
            try {
                Files.writeString(in.getParent().resolve("folder").resolve("data"), "inside");
            } catch (IOException e) {
                // The folder is in its place now, not parked.
            }
            assertThat(outside.resolve("data")).hasContent("secret");
        }
    }

    private SentPath sent(Path path) {
        return files.path("path", path.toString());
    }

    /** So many calls, and more on a busy machine until calls have met both the folder and the link. */
    private boolean more(int calls, int least) {
        return calls < least || ((done == 0 || refused == 0 || swaps.get() <= LEAST_SWAPS) && calls < least * 100);
    }

    private void attempt(Runnable call) {
        try {
            call.run();
            done++;
        } catch (FileException e) {
            refused++;
        }
    }

    /** Parks the folder and puts the link in its place, and the other way round; the file likewise. */
    private void swap(Path root) {
        while (!stop.get()) {
            exchange(in.resolve("swap"), root.resolve("folder"), root.resolve("folder-link"));
            exchange(in.resolve("file"), root.resolve("file"), root.resolve("file-link"));
            exchange(in.resolve("swap"), root.resolve("folder-link"), root.resolve("folder"));
            exchange(in.resolve("file"), root.resolve("file-link"), root.resolve("file"));
            swaps.incrementAndGet();
        }
    }

    private void exchange(Path place, Path park, Path next) {
        rename(place, park);
        while (!rename(next, place) && !stop.get()) {
            // A call has just made a folder in the gap: out of the way with it.
            rename(place, park.resolveSibling("made-" + made++));
        }
    }

    private static boolean rename(Path from, Path to) {
        try {
            Files.move(from, to);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
