package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    private static final long LARGEST = 30;

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T23:59:00Z"));

    @Test
    void aNewDayBeginsANewFile() throws IOException {
        try (AuditFile file = open()) {
            append(file, "one\n");
            time.advance(Duration.ofMinutes(2));
            append(file, "two\n");
        }

        assertThat(folder.resolve("audit.2026-11-20.0.log")).hasContent("one");
        assertThat(folder.resolve("audit.log")).hasContent("two");
    }

    @Test
    void aLargeFileIsPutAwayAndNothingOverwritten() throws IOException {
        try (AuditFile file = open()) {
            for (int i = 0; i < 5; i++) {
                append(file, "line number " + i + "....\n");
            }
        }

        assertThat(names())
                .containsExactly(
                        "audit.2026-11-20.0.log",
                        "audit.2026-11-20.1.log",
                        "audit.2026-11-20.2.log",
                        "audit.2026-11-20.3.log",
                        "audit.log");
        assertThat(folder.resolve("audit.2026-11-20.3.log")).hasContent("line number 3....");
    }

    @Test
    void aFileOfYesterdayIsPutAwayAfterARestart() throws IOException {
        Path path = folder.resolve("audit.log");
        Files.writeString(path, "old\n");
        Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-11-18T12:00:00Z")));
        try (AuditFile file = open()) {
            append(file, "new\n");
        }

        assertThat(folder.resolve("audit.2026-11-18.0.log")).hasContent("old");
        assertThat(path).hasContent("new");
    }

    @Test
    void aRestartGoesOnWhereItEndedAndEndsATornLine() throws IOException {
        Path path = folder.resolve("audit.log");
        Files.writeString(path, "whole\ntor");
        Files.setLastModifiedTime(path, FileTime.from(time.instant()));
        try (AuditFile file = open()) {
            append(file, "new\n");
        }

        assertThat(Files.readString(path)).isEqualTo("whole\ntor\nnew\n");
    }

    @Test
    void filesAreKeptNinetyDays() throws IOException {
        for (String name : List.of(
                "audit.2026-08-22.0.log", "audit.2026-08-23.0.log", "audit.2026-08-23.0.log.bak", "other.log")) {
            Files.writeString(folder.resolve(name), "x");
        }
        try (AuditFile file = open()) {
            append(file, "one\n");
            time.advance(Duration.ofMinutes(2));
            append(file, "two\n");
        }

        assertThat(names())
                .containsExactly(
                        "audit.2026-08-23.0.log",
                        "audit.2026-08-23.0.log.bak",
                        "audit.2026-11-20.0.log",
                        "audit.log",
                        "other.log");
    }

    @Test
    void aFileThatIsTakenAwayIsBegunAnew() throws IOException {
        try (AuditFile file = open()) {
            append(file, "one\n");
            Files.move(folder.resolve("audit.log"), folder.resolve("taken.log"));
            append(file, "two\n");
        }

        assertThat(folder.resolve("taken.log")).hasContent("one");
        assertThat(folder.resolve("audit.log")).hasContent("two");
    }

    @Test
    void linesThatCouldNotBeWrittenCanBeWrittenLater() throws IOException {
        Path logs = folder.resolve("logs");
        AuditFile file = new AuditFile(logs.resolve("audit.log"), LARGEST, time);
        Files.writeString(logs, "a file where the folder should be");

        assertThatThrownBy(() -> append(file, "one\n")).isInstanceOf(IOException.class);
        Files.delete(logs);
        append(file, "one\n");
        file.close();

        assertThat(logs.resolve("audit.log")).hasContent("one");
    }

    private AuditFile open() throws IOException {
        AuditFile file = new AuditFile(folder.resolve("audit.log"), LARGEST, time);
        file.open();
        return file;
    }

    private static void append(AuditFile file, String text) throws IOException {
        file.append(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
