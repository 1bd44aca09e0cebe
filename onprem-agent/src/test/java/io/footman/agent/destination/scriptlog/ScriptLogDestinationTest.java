package io.footman.agent.destination.scriptlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationContractTest;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptLogDestinationTest extends DestinationContractTest {
    private static final String APP = "d1ac5a41-1e2f-4d3c-9b8a-0a1b2c3d4e5f";
    private static final String TASK = "fa5ff0c4-ea22-4a2d-9f1e-7a2b9b1f1c0d";

    /** The age of files is told by the disk's clock. */
    private final Clock clock = Clock.systemUTC();

    private final Instant now = clock.instant();

    @Override
    protected DestinationType type() {
        return new ScriptLogType(parts.meters, clock);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("type", "script-log", "directory", directory().toString(), "largest-file", "64KB");
    }

    private Path directory() {
        return folder.resolve("logs");
    }

    @Override
    protected void receiverAccepts() {
        assertThat(folder).isDirectory();
    }

    @Override
    protected boolean readByPeople() {
        return false;
    }

    @Override
    protected boolean hasSomethingToSend(Alert alert) {
        return alert.context().scriptLog().isPresent();
    }

    @Override
    protected Alerts alertWith(String text) {
        return Alerts.failedReload().scriptLog(text);
    }

    @Override
    protected Alerts alertOf(String key) {
        return Alerts.failedReload().key(key).variable("reloadId", key);
    }

    @Override
    protected String cutMark() {
        return "----Script log cut by Footman----";
    }

    @Override
    protected String lastMessage() {
        try {
            return Files.readString(lastFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected String lastIdentification() {
        return lastFile().toString();
    }

    private Path lastFile() {
        return files().stream()
                .max(Comparator.comparing(ScriptLogDestinationTest::written))
                .orElseThrow();
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory())) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Alerts task() {
        return Alerts.failedReload()
                .kind(EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED))
                .variable("logTimeStamp", "2026-11-20 09:15:30,123")
                .variable("appId", APP)
                .variable("taskId", TASK)
                .variable("reloadId", "");
    }

    @Test
    void writesButlersFileForATask() throws IOException {
        try (Destination destination = open(Map.of())) {
            SendResult result = send(destination, task().scriptLog("one\r\ntwo ä\n\nfour\n"));
            String name = "2026-11-20_09-15-30_appId=" + APP + "_taskId=" + TASK + ".log";
            assertThat(result).isEqualTo(new SendResult.Delivered("written to 2026-11-20/" + name));
            assertThat(directory().resolve("2026-11-20").resolve(name)).hasContent("one\ntwo ä\n\nfour");
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void writesButlersFileForACloudReload() {
        try (Destination destination = open(Map.of())) {
            send(destination, Alerts.failedReload().variable("eventTime", "2026-11-20T08:15:30Z"));
            assertThat(files())
                    .containsExactly(directory()
                            .resolve("2026-11-20")
                            .resolve("2026-11-20T08-15-30_appId=b1b2c3_reloadId=670e1df04cf4e529c035c902.log"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261120T091530.123+0100", "../../../../etc/passwd 00:00:00", "2026-99-99 99:99:99", ""})
    void takesTheTimeOfTheEventWhereTheMessagesTimeIsOfNoUse(String time) {
        try (Destination destination = open(Map.of())) {
            send(destination, task().variable("logTimeStamp", time));
            assertThat(files().get(0).getFileName().toString()).startsWith("2026-11-20_08-15-30_appId=");
        }
    }

    @Test
    void writesTheSameFileWhenADeliveryIsRepeated() {
        try (Destination destination = open(Map.of())) {
            send(destination, task().scriptLog("first"));
            send(destination, task().scriptLog("second"));
            assertThat(files()).hasSize(1);
            assertThat(files().get(0)).hasContent("second");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../tmp/evil",
                "..\\..\\evil",
                "/etc/passwd",
                "C:\\Windows\\evil",
                "CON",
                "a:stream",
                "a\u0000b",
                "a\nb",
                "..",
                "nul.txt",
                "app\u202e"
            })
    void staysInsideItsDirectoryWhateverTheIdsAre(String id) {
        try (Destination destination = open(Map.of())) {
            send(destination, task().variable("appId", id).variable("taskId", id));
            send(destination, task().variable("appId", id + "x").variable("taskId", id));
            assertThat(files()).hasSize(2).allSatisfy(file -> {
                assertThat(file.getParent()).isEqualTo(directory().resolve("2026-11-20"));
                assertThat(file.getFileName().toString()).matches("[A-Za-z0-9_=-]+\\.log");
                assertThat(LogFileName.isOurs(file.getFileName().toString())).isTrue();
            });
        }
    }

    @Test
    void keepsNamesShortAndApart() {
        try (Destination destination = open(Map.of())) {
            send(destination, task().variable("taskId", "a".repeat(5_000)));
            send(destination, task().variable("taskId", "a".repeat(5_001)));
            assertThat(files())
                    .hasSize(2)
                    .allMatch(file -> file.getFileName().toString().length() < 200);
        }
    }

    @Test
    void givesUpOnADailyFolderThatLeadsElsewhere() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(directory());
        Files.createSymbolicLink(directory().resolve("2026-11-20"), elsewhere);
        try (Destination destination = open(Map.of())) {
            assertPermanent(send(destination, task()), FailureReason.FORBIDDEN_ADDRESS);
            assertThat(elsewhere).isEmptyDirectory();
        }
    }

    @Test
    void replacesALinkInsteadOfWritingThroughIt() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        Alert alert = task().build();
        LogFileName name = LogFileName.of(alert.context());
        Path day = Files.createDirectories(directory().resolve(name.day()));
        Files.createSymbolicLink(day.resolve(name.file()), victim);
        Files.createSymbolicLink(day.resolve(name.temporary(alert.key())), victim);
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, task())).isInstanceOf(SendResult.Delivered.class);
            assertThat(victim).hasContent("untouched");
            assertThat(day.resolve(name.file())).isRegularFile();
        }
    }

    @Test
    void followsALinkToItsDirectory() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (Destination destination = open(Map.of("directory", link.toString()))) {
            assertThat(send(destination, task())).isInstanceOf(SendResult.Delivered.class);
            assertThat(real.resolve("2026-11-20")).isNotEmptyDirectory();
        }
    }

    @Test
    void triesAgainWhileItsDirectoryCannotBeUsed() throws IOException {
        Files.writeString(directory(), "a file where the folder should be");
        try (Destination destination = open(Map.of())) {
            assertRetryable(send(destination, task()), FailureReason.UNREACHABLE);
            Files.delete(directory());
            assertThat(send(destination, task())).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"No space left on device", "There is not enough space on the disk", "Disk quota exceeded"})
    void triesAgainWhileTheDiskIsFull(String problem) {
        SendResult result = ScriptLogDestination.failed(new FileSystemException("x.log", null, problem));
        assertRetryable(result, FailureReason.SERVER_ERROR);
        assertRetryable(ScriptLogDestination.failed(new AccessDeniedException("x.log")), FailureReason.AUTH);
    }

    @Test
    void leavesNothingBehindWhenAFileCannotTakeItsPlace() throws IOException {
        LogFileName name = LogFileName.of(task().build().context());
        Path inTheWay = Files.createDirectories(
                directory().resolve(name.day()).resolve(name.file()).resolve("sub"));
        try (Destination destination = open(Map.of())) {
            assertRetryable(send(destination, task()), FailureReason.UNREACHABLE);
            assertThat(files()).isEmpty();
            assertThat(inTheWay).isDirectory();
        }
    }

    @Test
    void cutsTheMiddleOfALargeLog() throws IOException {
        try (Destination destination = open(Map.of())) {
            send(destination, task().scriptLog("first\n" + "ä📈\n".repeat(50_000) + "last"));
            assertThat(lastMessage()).startsWith("first\n").endsWith("\nlast").contains(cutMark());
            assertThat(Files.size(files().get(0))).isBetween(65_000L, 64 * 1024L);
        }
    }

    @Test
    void sendsNothingWithoutAScriptLogAndSaysWhy() {
        try (Destination destination = open(Map.of())) {
            Recipients recipients = destination.recipients(task().withoutScriptLog()
                    .gaps("The script log is missing: HTTP 503.")
                    .build()
                    .context());
            assertThat(recipients.addresses()).isEmpty();
            assertThat(recipients.whyNobody())
                    .isEqualTo("There is no script log to be written. The script log is missing: HTTP 503.");
            assertThat(destination.recipients(task().build().context())).isEqualTo(Recipients.DESTINATION);
            assertPermanent(send(destination, task().withoutScriptLog()), FailureReason.CLIENT_ERROR);
        }
    }

    @Test
    void removesOldFilesAndTheirFoldersAndNothingElse() throws IOException {
        Instant old = now.minus(Duration.ofDays(31));
        Path oldFile = file("2026-10-20/2026-10-20_10-00-00_appId=a_taskId=b.log", "old", old);
        Path unfinished = file(
                "2026-10-20/.2026-10-20_10-00-00_appId=a_taskId=b.log.0123456789abcdef0123456789abcdef.tmp",
                "old",
                old);
        Path cloud = file("2026-10-19/2026-10-19T10-00-00_appId=a_reloadId=b.log", "old", old);
        Path foreign = file("2026-10-19/notes.txt", "theirs", old);
        Path foreignFolder = file("archive/2026-10-20_10-00-00_appId=a_taskId=b.log", "theirs", old);
        Path atTheTop = file("2026-10-20_10-00-00_appId=a_taskId=b.log", "theirs", old);
        Path recent = file("2026-10-22/2026-10-22_10-00-00_appId=a_taskId=b.log", "recent", now);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path linked = Files.writeString(elsewhere.resolve("2026-10-18_10-00-00_appId=a_taskId=b.log"), "theirs");
        Files.setLastModifiedTime(linked, FileTime.from(old));
        Files.createSymbolicLink(directory().resolve("2026-10-18"), elsewhere);
        Path link = Files.createSymbolicLink(recent.resolveSibling("2026-10-18_10-00-00_appId=a_taskId=b.log"), linked);
        try (Destination destination = open(Map.of())) {
            send(destination, task());
        }
        assertThat(List.of(oldFile, unfinished, cloud, oldFile.getParent())).noneMatch(Files::exists);
        assertThat(List.of(foreign, foreignFolder, atTheTop, recent, linked, link))
                .allMatch(Files::exists);
        assertThat(parts.meters
                        .get("footman.scriptlog.removed")
                        .tag("destination", "ops")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(logLines("event=script-logs-removed"))
                .singleElement()
                .asString()
                .contains("files=3");
    }

    private List<String> logLines(String event) {
        return logs.lines().stream().filter(line -> line.contains(event)).toList();
    }

    @Test
    void removesTheOldestWhenThereAreTooManyBytes() throws IOException {
        for (int i = 10; i < 20; i++) {
            file(
                    "2026-11-" + i + "/2026-11-" + i + "_10-00-00_appId=a_taskId=b.log",
                    "x".repeat(20 * 1024),
                    now.minus(Duration.ofDays(20 - i)));
        }
        try (Destination destination = open(Map.of("keep-size", "100KB"))) {
            send(destination, task().scriptLog(1, "y".repeat(20 * 1024)));
            assertThat(files())
                    .extracting(file -> file.getParent().getFileName().toString())
                    .containsExactly("2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20");
            assertThat(directory().resolve("2026-11-10")).doesNotExist();
        }
    }

    @Test
    void deliversAlthoughOldFilesCannotBeLookedFor() throws IOException {
        LogFolder folderThatFails = new LogFolder(folder.resolve("gone"));
        Files.writeString(folder.resolve("gone"), "no folder");
        Settings section = Settings.of("s", Map.of("directory", directory().toString()));
        LogFilesSettings settings = LogFilesSettings.read(section);
        Destination destination = new ScriptLogDestination(
                settings,
                new LogFolder(directory()),
                new Retention("ops", folderThatFails, settings, parts.meters),
                clock);
        assertThat(send(destination, task())).isInstanceOf(SendResult.Delivered.class);
        assertThat(logLines("event=script-log-retention-failed")).hasSize(1);
    }

    @Test
    void reportsEveryMistakeOfItsSettings() {
        Settings root = Settings.of(
                "footman",
                Map.of(
                        "destinations",
                        Map.of("files", Map.of("keep", "0s", "keep-size", "1MB", "largest-file", "2MB"))));
        type().read("files", root.section("destinations").section("files"), root)
                .close();
        assertThat(root.mistakes().toString()).contains("files.directory", "files.keep", "files.largest-file");
    }

    private Path file(String place, String content, Instant written) throws IOException {
        Path file = directory().resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
