package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.file.FileException.Reason;
import io.footman.agent.file.FileSettings.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths that try to get out. Whatever is sent, nothing outside of the approved directories is read, written or removed. IN
 * and OUT stand for the approved directories, ROOT for the folder that holds them and what is outside.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "paths are written as on Linux; Windows rules: WindowsRulesTest")
abstract class FileAttackTest {
    @TempDir
    Path temp;

    private Path root;
    private FileOperations files;
    private TreeMap<String, String> before;

    abstract FileOperations operations(FileSettings settings);

    @BeforeEach
    void directories() throws IOException {
        root = temp.toRealPath();
        for (String folder : List.of("in/inner", "out", "outside/folder", "in-brother", "shared/nested")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of(
                "in/ok", "in/inner/ok", "outside/secret", "outside/folder/secret", "in-brother/secret", "shared/x")) {
            Files.writeString(root.resolve(file), file);
        }
        Path in = root.resolve("in");
        Files.createSymbolicLink(in.resolve("folder-link"), root.resolve("outside"));
        Files.createSymbolicLink(in.resolve("relative-link"), Path.of("../outside"));
        Files.createSymbolicLink(in.resolve("file-link"), root.resolve("outside/secret"));
        Files.createSymbolicLink(in.resolve("chain"), Path.of("chain2"));
        Files.createSymbolicLink(in.resolve("chain2"), Path.of("folder-link"));
        Files.createSymbolicLink(in.resolve("loop"), Path.of("loop2"));
        Files.createSymbolicLink(in.resolve("loop2"), Path.of("loop"));
        Files.createSymbolicLink(in.resolve("dangling"), root.resolve("outside/none"));
        Files.createSymbolicLink(in.resolve("inside-link"), Path.of("inner"));
        Files.createSymbolicLink(root.resolve("out/folder-link"), root.resolve("outside"));
        Files.createSymbolicLink(root.resolve("out/dangling"), root.resolve("outside/none"));
        Files.createSymbolicLink(root.resolve("outside/back"), in);
        Pair pair = new Pair(in, root.resolve("out"));
        files = operations(new FileSettings(
                List.of(pair),
                List.of(pair, new Pair(root.resolve("shared"), root.resolve("out"))),
                List.of(in, root.resolve("shared")),
                List.of(in),
                false,
                Optional.of(root.resolve("shared/nested")),
                List.of(in),
                1,
                Duration.ofSeconds(1)));
        before = snapshot();
    }

    @ParameterizedTest
    @CsvSource({
        // Up and out.
        "IN/../outside/secret, NOT_APPROVED",
        "IN/inner/../../outside/secret, NOT_APPROVED",
        "IN\\..\\outside\\secret, NOT_APPROVED",
        "IN/inner\\..\\../outside/secret, NOT_APPROVED",
        "IN//..//outside/secret, NOT_APPROVED",
        "IN/./../outside/./secret, NOT_APPROVED",
        "/../../../../etc/passwd, NOT_APPROVED",
        "IN/.., NOT_APPROVED",
        "IN/., NOT_APPROVED",
        "IN, NOT_APPROVED",
        "IN/, NOT_APPROVED",
        // Encoded: strange names, and no way up.
        "IN/%2e%2e/outside/secret, MISSING",
        "IN/%2e%2e%2foutside%2fsecret, MISSING",
        "IN/..%2foutside/secret, MISSING",
        "IN/%252e%252e/outside/secret, MISSING",
        "IN/%c0%ae%c0%ae/outside/secret, MISSING",
        "IN/..%5coutside, MISSING",
        // Neighbours whose names begin the same, and other letter case.
        "ROOT/in-brother/secret, NOT_APPROVED",
        "ROOT/IN/ok, NOT_APPROVED",
        "ROOT/In/ok, NOT_APPROVED",
        "IN/OK, MISSING",
        // Links.
        "IN/folder-link/secret, NOT_APPROVED",
        "IN/folder-link/folder/secret, NOT_APPROVED",
        "IN/relative-link/secret, NOT_APPROVED",
        "IN/chain/secret, NOT_APPROVED",
        "IN/chain/none, NOT_APPROVED",
        "IN/loop/secret, NOT_APPROVED",
        "IN/inside-link/none, MISSING",
        // Elsewhere, and no path at all.
        "/etc/passwd, NOT_APPROVED",
        "/dev/zero, NOT_APPROVED",
        "/proc/self/environ, NOT_APPROVED",
        "/, NOT_APPROVED",
        "ok, NOT_APPROVED",
        "../in/ok, NOT_APPROVED",
        "~/ok, NOT_APPROVED",
        "~root/ok, NOT_APPROVED",
        "C:/Windows/win.ini, NOT_APPROVED",
        "C:\\Windows\\win.ini, NOT_APPROVED",
        "file:///etc/passwd, NOT_APPROVED",
        "\\\\srv\\share\\x, NETWORK_PATH",
        "//srv/share/x, NETWORK_PATH",
        "\\/srv\\share/x, NETWORK_PATH",
        "///srv/share/x, NETWORK_PATH",
        "\\\\?\\C:\\x, NETWORK_PATH",
        "\\\\.\\PhysicalDrive0, NETWORK_PATH",
        "IN/ok/below-a-file, MISSING",
        // Blanks, dots, colons and device names are names like others here.
        "'IN/ok ', MISSING",
        "IN/ok., MISSING",
        "IN/..., MISSING",
        "IN/ok::$DATA, MISSING",
        "IN/NUL, MISSING",
    })
    void nothingGetsOut(String sent, Reason reason) throws IOException {
        String path = path(sent);
        refused(reason, () -> files.delete(files.path("deleteFile", path)));
        refused(reason, () -> files.copy(files.path("fromFile", path), to("OUT/copied"), true, false));
        refused(reason, () -> files.move(files.path("fromFile", path), to("OUT/moved"), true));
        assertThat(snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "OUT/../outside/new",
        "OUT/folder-link/new",
        "OUT/folder-link",
        "OUT/folder-link/back/new",
        "OUT/dangling",
        "OUT/dangling/new",
        "OUT",
        "OUT/.",
        "IN/ok2",
        "ROOT/outside/secret",
        "ROOT/new",
        "/tmp",
        "new",
        "ROOT/out-brother/new"
    })
    void nothingGetsOutToATarget(String sent) throws IOException {
        refused(Reason.NOT_APPROVED, () -> files.copy(to("IN/ok"), files.path("toFile", path(sent)), true, false));
        refused(Reason.NOT_APPROVED, () -> files.move(to("IN/ok"), files.path("toFile", path(sent)), true));
        assertThat(snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IN/../made",
                "IN/folder-link/made",
                "IN/relative-link/made/deep",
                "IN/chain/made",
                "IN/dangling",
                "IN/dangling/made",
                "IN/loop/made",
                "ROOT/made",
                "ROOT/in-brother/made",
                "OUT/made",
                "made",
                "/"
            })
    void noFolderIsCreatedOutside(String sent) throws IOException {
        refused(Reason.NOT_APPROVED, () -> files.createDirectory(files.path("directory", path(sent))));
        assertThat(snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../made", "a/../../made", "..\\made", "a\\..\\..\\made", "./../made"})
    void noFolderIsCreatedAboveTheQvdFolder(String sent) throws IOException {
        refused(Reason.NOT_APPROVED, () -> files.createQvdDirectory("directory", sent));
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void refusesWhatCanBeNoPath() throws IOException {
        for (String sent : List.of(
                "IN/ok\u0000.txt",
                "IN/\u0000",
                "IN/a\nb",
                "IN/a\u001bb",
                "IN/" + "x".repeat(256),
                "IN/" + "ä".repeat(200),
                "IN" + "/x".repeat(3000))) {
            refused(Reason.INVALID, () -> files.delete(files.path("deleteFile", path(sent))));
            assertThatThrownBy(() -> files.path("deleteFile", path(sent)))
                    .message()
                    .contains("deleteFile")
                    .hasSizeLessThan(700)
                    .doesNotContain("\n", "\u0000", "\u001b");
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void decodesNothingButTheNumberSign() throws IOException {
        Files.writeString(root.resolve("in/a#b%20c"), "data");

        files.copy(to("IN/a%23b%20c"), to("OUT/x%2523y"), false, false);

        assertThat(root.resolve("out/x%2523y")).hasContent("data");
    }

    @Test
    void refusesToCopyWhatALinkOutsideLeadsTo() throws IOException {
        refused(Reason.NOT_APPROVED, () -> files.copy(to("IN/file-link"), to("OUT/x"), true, false));
        refused(Reason.NOT_APPROVED, () -> files.copy(to("IN/folder-link"), to("OUT/x"), true, false));
        refused(Reason.NOT_APPROVED, () -> files.move(to("IN/file-link"), to("OUT/x"), true));
        refused(Reason.NOT_APPROVED, () -> files.move(to("IN/dangling"), to("OUT/x"), true));
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void refusesToTakeApprovedDirectoriesAway() throws IOException {
        refused(Reason.NOT_APPROVED, () -> files.delete(to("ROOT/shared/nested")));
        refused(Reason.NOT_APPROVED, () -> files.move(to("ROOT/shared/nested"), to("OUT/x"), false));
        refused(Reason.NOT_APPROVED, () -> files.delete(to("ROOT/shared")));
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void readsNoPipes() throws IOException, InterruptedException {
        Path pipe = root.resolve("in/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        refused(Reason.FAILED, () -> files.copy(to("IN/pipe"), to("OUT/x"), true, false));

        files.delete(to("IN/pipe"));
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void staysInsideAlsoWhereTheSourceIsReachedThroughALinkFromOutside() throws IOException {
        // Leads from outside back into an approved directory: judged by where it ends.
        files.copy(files.path("fromFile", path("ROOT/outside/back/ok")), to("OUT/x"), false, false);

        assertThat(root.resolve("out/x")).hasContent("in/ok");
    }

    private SentPath to(String path) {
        return files.path("toFile", path(path));
    }

    private String path(String sent) {
        if (sent.startsWith("ROOT")) {
            return root + sent.substring(4);
        }
        if (sent.startsWith("IN")) {
            return root.resolve("in") + sent.substring(2);
        }
        return sent.startsWith("OUT") ? root.resolve("out") + sent.substring(3) : sent;
    }

    private void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        FileException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    /** Everything there is, links not followed. */
    private TreeMap<String, String> snapshot() throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                String what = Files.isSymbolicLink(path)
                        ? "-> " + Files.readSymbolicLink(path)
                        : Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.readString(path) : "folder";
                all.put(path.toString(), what);
            }
        }
        return all;
    }
}
