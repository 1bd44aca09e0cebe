package io.footman.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.file.FileException.Reason;
import io.footman.agent.file.FileSettings.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What every way of holding folders must do. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "paths are written as on Linux; Windows rules: WindowsRulesTest")
abstract class FileOperationsTest {
    @TempDir
    Path temp;

    Path root;
    Path in;
    Path out;
    Path qvd;
    Path secret;
    FileOperations files;

    abstract FileOperations operations(FileSettings settings);

    @BeforeEach
    void directories() throws IOException {
        root = temp.toRealPath();
        in = Files.createDirectories(root.resolve("in"));
        out = Files.createDirectories(root.resolve("out"));
        qvd = Files.createDirectories(root.resolve("qvd"));
        secret = Files.writeString(
                Files.createDirectories(root.resolve("outside")).resolve("secret.txt"), "secret");
        files = operations(settings(List.of(new Pair(in, out), new Pair(qvd, qvd))));
    }

    FileSettings settings(List<Pair> pairs) {
        return new FileSettings(
                pairs,
                pairs,
                List.of(in, out),
                List.of(in),
                false,
                Optional.of(qvd),
                List.of(in),
                4,
                Duration.ofSeconds(1));
    }

    boolean copy(Path from, Path to, boolean overwrite) {
        return files.copy(path("fromFile", from), path("toFile", to), overwrite, false);
    }

    void move(Path from, Path to, boolean overwrite) {
        files.move(path("fromFile", from), path("toFile", to), overwrite);
    }

    void delete(Path file) {
        files.delete(path("deleteFile", file));
    }

    SentPath path(String field, Path path) {
        return files.path(field, path.toString());
    }

    void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        FileException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** No temporary name is left anywhere. */
    void leavesNothing() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith(".footman-")))
                    .isEmpty();
        }
    }

    @Nested
    class Copy {
        @Test
        void copiesAFileAndMakesTheFoldersAboveItsTarget() throws IOException {
            Path from = write(in.resolve("a.qvd"), "data");

            assertThat(copy(from, out.resolve("x/y/b.qvd"), false)).isTrue();

            assertThat(out.resolve("x/y/b.qvd")).hasContent("data");
            assertThat(from).exists();
            leavesNothing();
        }

        @Test
        void copiesAnEmptyFile() throws IOException {
            assertThat(copy(write(in.resolve("empty"), ""), out.resolve("empty"), false))
                    .isTrue();

            assertThat(out.resolve("empty")).isEmptyFile();
        }

        @Test
        void keepsAnExistingTargetAndSaysSo() throws IOException {
            Path from = write(in.resolve("a"), "new");
            Path to = write(out.resolve("a"), "old");

            assertThat(copy(from, to, false)).isFalse();

            assertThat(to).hasContent("old");
        }

        @Test
        void overwritesWhenAsked() throws IOException {
            Path to = write(out.resolve("a"), "old");

            assertThat(copy(write(in.resolve("a"), "new"), to, true)).isTrue();

            assertThat(to).hasContent("new");
        }

        @Test
        void keepsTimesWhenAsked() throws IOException {
            Path from = write(in.resolve("a"), "data");
            FileTime then = FileTime.from(Instant.parse("2020-02-29T12:00:00Z"));
            Files.setLastModifiedTime(from, then);

            files.copy(path("fromFile", from), path("toFile", out.resolve("kept")), false, true);
            copy(from, out.resolve("fresh"), false);

            assertThat(Files.getLastModifiedTime(out.resolve("kept"))).isEqualTo(then);
            assertThat(Files.getLastModifiedTime(out.resolve("fresh"))).isGreaterThan(then);
        }

        @Test
        void copiesAFolderWithItsTimesAndLinksInside() throws IOException {
            write(in.resolve("f/sub/a"), "a");
            write(in.resolve("f/b"), "b");
            Files.createSymbolicLink(in.resolve("f/sub/relative"), Path.of("../b"));
            Files.createSymbolicLink(in.resolve("f/absolute"), in.resolve("f/sub"));
            FileTime then = FileTime.from(Instant.parse("2020-02-29T12:00:00Z"));
            Files.setLastModifiedTime(in.resolve("f/sub"), then);

            files.copy(path("fromFile", in.resolve("f")), path("toFile", out.resolve("g")), false, true);

            assertThat(out.resolve("g/sub/a")).hasContent("a");
            assertThat(Files.getLastModifiedTime(out.resolve("g/sub"))).isEqualTo(then);
            assertThat(out.resolve("g/sub/relative")).isSymbolicLink().hasContent("b");
            assertThat(out.resolve("g/absolute")).isSymbolicLink();
            assertThat(out.resolve("g/absolute").toRealPath()).isEqualTo(out.resolve("g/sub"));
            leavesNothing();
        }

        @Test
        void addsToAFolderThatIsThere() throws IOException {
            write(in.resolve("f/both"), "new");
            write(in.resolve("f/sub/both"), "new");
            write(in.resolve("f/sub/added"), "new");
            write(out.resolve("f/both"), "old");
            write(out.resolve("f/sub/both"), "old");
            write(out.resolve("f/only-there"), "old");

            assertThat(copy(in.resolve("f"), out.resolve("f"), false)).isTrue();
            assertThat(out.resolve("f/both")).hasContent("old");
            assertThat(out.resolve("f/sub/both")).hasContent("old");
            assertThat(out.resolve("f/sub/added")).hasContent("new");
            assertThat(copy(in.resolve("f"), out.resolve("f"), false)).isFalse();

            assertThat(copy(in.resolve("f"), out.resolve("f"), true)).isTrue();
            assertThat(out.resolve("f/sub/both")).hasContent("new");
            assertThat(out.resolve("f/only-there")).hasContent("old");
            leavesNothing();
        }

        @Test
        void refusesMissingSources() {
            refused(Reason.MISSING, () -> copy(in.resolve("none"), out.resolve("a"), false));
            refused(Reason.MISSING, () -> copy(in.resolve("no/folder"), out.resolve("x/y/a"), false));
            assertThat(out.resolve("x")).doesNotExist();
        }

        @Test
        void refusesToCopyOntoItselfOrIntoItself() throws IOException {
            write(qvd.resolve("f/a"), "data");

            refused(Reason.FAILED, () -> copy(qvd.resolve("f/a"), qvd.resolve("f/a"), true));
            refused(Reason.FAILED, () -> copy(qvd.resolve("f"), qvd.resolve("f/g"), true));
            refused(Reason.FAILED, () -> copy(qvd.resolve("f/a"), qvd.resolve("f"), true));
            assertThat(qvd.resolve("f/a")).hasContent("data");
        }

        @Test
        void refusesAFileForAFolderAndLeavesNothing() throws IOException {
            write(in.resolve("file"), "data");
            write(in.resolve("folder/a/b"), "data");
            write(out.resolve("folder/a"), "file");
            write(out.resolve("file/x"), "data");

            refused(Reason.FAILED, () -> copy(in.resolve("file"), out.resolve("file"), true));
            refused(Reason.FAILED, () -> copy(in.resolve("folder"), out.resolve("folder"), true));

            assertThat(out.resolve("folder/a")).hasContent("file");
            leavesNothing();
        }

        @Test
        void leavesNothingWhenAFolderCannotBeCopiedAsAWhole() throws IOException {
            write(in.resolve("f/a"), "data");
            Files.createSymbolicLink(in.resolve("f/z"), secret);

            refused(Reason.FAILED, () -> copy(in.resolve("f"), out.resolve("new/f"), false));

            assertThat(out).isEmptyDirectory();
        }
    }

    @Nested
    class Move {
        @Test
        void movesFilesAndFolders() throws IOException {
            write(in.resolve("a"), "a");
            write(in.resolve("f/b"), "b");

            move(in.resolve("a"), out.resolve("x/a"), false);
            move(in.resolve("f"), out.resolve("x/f"), false);

            assertThat(in).isEmptyDirectory();
            assertThat(out.resolve("x/a")).hasContent("a");
            assertThat(out.resolve("x/f/b")).hasContent("b");
        }

        @Test
        void refusesAnExistingTarget() throws IOException {
            write(in.resolve("a"), "new");
            write(out.resolve("a"), "old");

            refused(Reason.FAILED, () -> move(in.resolve("a"), out.resolve("a"), false));

            assertThat(in.resolve("a")).hasContent("new");
            assertThat(out.resolve("a")).hasContent("old");
        }

        @Test
        void replacesFilesAndWholeFoldersWhenAsked() throws IOException {
            write(in.resolve("a"), "new");
            write(out.resolve("a"), "old");
            write(in.resolve("f/new"), "new");
            write(out.resolve("f/old"), "old");
            write(in.resolve("g"), "file");
            write(out.resolve("g/old"), "old");

            move(in.resolve("a"), out.resolve("a"), true);
            move(in.resolve("f"), out.resolve("f"), true);
            move(in.resolve("g"), out.resolve("g"), true);

            assertThat(out.resolve("a")).hasContent("new");
            assertThat(out.resolve("f/new")).hasContent("new");
            assertThat(out.resolve("f/old")).doesNotExist();
            assertThat(out.resolve("g")).hasContent("file");
            leavesNothing();
        }

        @Test
        void movesALinkAsALink() throws IOException {
            write(in.resolve("a"), "a");
            Files.createSymbolicLink(in.resolve("link"), in.resolve("a"));

            move(in.resolve("link"), out.resolve("link"), false);

            assertThat(out.resolve("link")).isSymbolicLink().hasContent("a");
            assertThat(in.resolve("a")).hasContent("a");
        }

        @Test
        void refusesMissingSourcesAndNesting() throws IOException {
            write(qvd.resolve("f/a"), "data");

            refused(Reason.MISSING, () -> move(in.resolve("none"), out.resolve("a"), false));
            refused(Reason.FAILED, () -> move(qvd.resolve("f"), qvd.resolve("f/g"), true));
            refused(Reason.FAILED, () -> move(qvd.resolve("f/a"), qvd.resolve("f"), true));
            assertThat(qvd.resolve("f/a")).hasContent("data");
        }
    }

    @Nested
    class Delete {
        @Test
        void deletesFilesAndFolders() throws IOException {
            write(in.resolve("a"), "a");
            write(in.resolve("f/sub/b"), "b");

            delete(in.resolve("a"));
            delete(in.resolve("f"));

            assertThat(in).isEmptyDirectory();
        }

        @Test
        void removesLinksAndNeverWhatTheyLeadTo() throws IOException {
            Files.createDirectories(in.resolve("f"));
            Files.createSymbolicLink(in.resolve("link"), secret.getParent());
            Files.createSymbolicLink(in.resolve("f/link"), secret.getParent());
            Files.createSymbolicLink(in.resolve("f/loop"), Path.of("loop"));

            delete(in.resolve("link"));
            delete(in.resolve("f"));

            assertThat(in).isEmptyDirectory();
            assertThat(secret).hasContent("secret");
        }

        @Test
        void tellsWhatIsNotThere() {
            refused(Reason.MISSING, () -> delete(in.resolve("none")));
            refused(Reason.MISSING, () -> delete(in.resolve("no/folder")));
        }

        @Test
        void refusesFoldersNestedTooDeepWithTheLimit() throws IOException {
            Files.createDirectories(in.resolve("d/".repeat(Depth.MOST + 5)));

            assertThatThrownBy(() -> delete(in.resolve("d"))).hasMessageContaining("50 levels");
        }
    }

    @Nested
    class Create {
        @Test
        void createsFoldersAndAcceptsThoseThatAreThere() {
            files.createDirectory(path("directory", in.resolve("a/b/c")));
            files.createDirectory(path("directory", in.resolve("a/b/c")));
            files.createDirectory(path("directory", in));
            files.createQvdDirectory("directory", "sales/2026");
            files.createQvdDirectory("directory", "/other");
            files.createQvdDirectory("directory", "");

            assertThat(in.resolve("a/b/c")).isDirectory();
            assertThat(qvd.resolve("sales/2026")).isDirectory();
            assertThat(qvd.resolve("other")).isDirectory();
        }

        @Test
        void refusesAFileInTheWay() throws IOException {
            write(in.resolve("a"), "file");

            refused(Reason.FAILED, () -> files.createDirectory(path("directory", in.resolve("a"))));
            refused(Reason.FAILED, () -> files.createDirectory(path("directory", in.resolve("a/b"))));
        }

        @Test
        void refusesEverywhereElse() throws IOException {
            Files.createSymbolicLink(in.resolve("link"), secret.getParent());
            Files.createSymbolicLink(qvd.resolve("link"), secret.getParent());

            refused(Reason.NOT_APPROVED, () -> files.createDirectory(path("directory", out.resolve("x"))));
            refused(Reason.NOT_APPROVED, () -> files.createDirectory(path("directory", in.resolve("link/x"))));
            refused(Reason.NOT_APPROVED, () -> files.createDirectory(path("directory", in.resolve("../outside/x"))));
            refused(Reason.NOT_APPROVED, () -> files.createQvdDirectory("directory", "../outside/x"));
            refused(Reason.NOT_APPROVED, () -> files.createQvdDirectory("directory", "link/x"));

            assertThat(secret.getParent()).isDirectoryContaining("glob:**/secret.txt");
            assertThat(Files.exists(secret.resolveSibling("x"), LinkOption.NOFOLLOW_LINKS))
                    .isFalse();
        }
    }

    @Test
    void tellsTheSpaceOfAVolume() throws IOException {
        DiskSpace space = files.diskSpace(path("path", in));

        assertThat(space.total()).isEqualTo(Files.getFileStore(in).getTotalSpace());
        assertThat(space.available()).isPositive().isLessThanOrEqualTo(space.free());
        assertThat(space.free()).isLessThanOrEqualTo(space.total());
        refused(Reason.MISSING, () -> files.diskSpace(path("path", in.resolve("none"))));
        refused(Reason.NOT_APPROVED, () -> files.diskSpace(path("path", out)));
    }

    @Test
    void tellsThatAnApprovedDirectoryIsNotConnected() {
        Path share = root.resolve("share");
        files = operations(settings(List.of(new Pair(share, out), new Pair(in, share))));

        refused(Reason.MISSING, () -> copy(share.resolve("a"), out.resolve("a"), false));
        refused(Reason.FAILED, () -> copy(in.resolve("a"), share.resolve("a"), false));
        assertThat(share).doesNotExist();
    }
}
