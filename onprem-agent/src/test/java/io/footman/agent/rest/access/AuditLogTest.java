package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.time.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void entriesWaitWhileTheFileCannotBeWrittenAndNoneIsLost() throws IOException {
        Path logs = folder.resolve("logs");
        try (AuditLog log = open(logs)) {
            note(log, 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(logs.resolve("audit.log")).isNotEmptyFile());
            Files.delete(logs.resolve("audit.log"));
            Files.delete(logs);
            Files.writeString(logs, "in the way");
            note(log, 2);
            await().atMost(PATIENCE).until(() -> log.trouble().isPresent());
            note(log, 3);

            Files.delete(logs);
            await().atMost(PATIENCE).until(() -> log.trouble().isEmpty());
        }

        assertThat(Files.readAllLines(logs.resolve("audit.log")))
                .extracting(line -> line.replaceAll(".*\"status\":(\\d+).*", "$1"))
                .containsExactly("2", "3");
        assertThat(meters.counter("footman.rest.audit.lost").count()).isZero();
    }

    @Test
    void callsAreRefusedBeforeAnEntryWouldBeLost() throws IOException {
        Path logs = folder.resolve("logs");
        AuditLog log = new AuditLog(new AuditFile(logs.resolve("audit.log"), time), meters);
        int noted = 0;
        while (log.hasRoom()) {
            note(log, 200);
            noted++;
        }

        assertThat(noted).isGreaterThan(1_000);
        assertThat(meters.counter("footman.rest.audit.lost").count()).isZero();
    }

    @Test
    void whatIsNotedIsWrittenBeforeTheEnd() throws IOException {
        Path logs = folder.resolve("logs");
        try (AuditLog log = open(logs)) {
            for (int i = 0; i < 5_000; i++) {
                note(log, 200);
            }
        }

        assertThat(Files.readAllLines(logs.resolve("audit.log"))).hasSize(5_000);
    }

    private AuditLog open(Path logs) {
        AuditLog log = new AuditLog(new AuditFile(logs.resolve("audit.log"), time), meters);
        log.open();
        return log;
    }

    private static void note(AuditLog log, int status) {
        log.note(new AuditEntry(
                NOW, Optional.empty(), "10.1.2.3", "GET", "/", List.of(), Optional.empty(), Map.of(), status, 0, 1));
    }
}
