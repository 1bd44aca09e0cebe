package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.intake.RefusedException;
import io.footman.agent.model.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

class DatagramReaderPropertiesTest {
    private final DatagramReader reader =
            new DatagramReader(DatagramReaderTest.EVENTS, DatagramReader.Untyped.PROVEN_TASKS);

    @Property(tries = 2000)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes, @ForAll("tags") String tag) {
        readOrRefuse(bytes);
        byte[] tagged =
                (tag + ";" + new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        readOrRefuse(tagged);
    }

    @Property(tries = 2000)
    void idsSurviveAnyNamesAndMessages(
            @ForAll("texts") String task,
            @ForAll("texts") String app,
            @ForAll("texts") String message,
            @ForAll Random random)
            throws RefusedException {
        UUID taskId = new UUID(random.nextLong(), random.nextLong());
        UUID appId = new UUID(random.nextLong(), random.nextLong());
        UUID execution = new UUID(random.nextLong(), random.nextLong());
        Event event = reader.read(
                DatagramReaderTest.bytes("/scheduler-task-failed/;node;" + task + ";" + app + ";LAB\\u;" + taskId + ";"
                        + appId + ";2026-11-20 08:15:31,123;WARN;" + execution + ";" + message),
                DatagramReaderTest.NOW);

        Map<String, Object> facts = event.facts();
        assertThat(facts)
                .containsEntry("hostName", "node")
                .containsEntry("user", "LAB\\u")
                .containsEntry("taskId", taskId.toString())
                .containsEntry("appId", appId.toString())
                .containsEntry("executionId", execution.toString());
        String names = facts.getOrDefault("taskName", "") + ";" + facts.getOrDefault("appName", "");
        assertThat(names.replace(" ", "")).isEqualTo((task + ";" + app).replace(" ", ""));
        assertThat(facts.getOrDefault("logMessage", "")).isEqualTo(message.strip());
    }

    /** A linear reader needs a millisecond for each of these, a quadratic one minutes. */
    @Property(tries = 20)
    void theLargestDatagramsAreReadInNoTime(@ForAll("floods") String flood) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> readOrRefuse(
                        DatagramReaderTest.bytes("/scheduler-task-failed/;" + flood.repeat(65_000 / flood.length()))));
    }

    @Provide
    Arbitrary<String> tags() {
        return Arbitraries.of(
                "/scheduler-task-failed/", "/scheduler-task-success//", "/engine-reload-failed/", "/proxy-session/");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab ;:å€/(){}\"'").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> floods() {
        String id = DatagramReaderTest.TASK;
        return Arbitraries.of(
                ";", " ", "; ", ";    ", ";" + id, "(null);", ";" + id + ";" + id, "2026-11-20 08:15:31;", "\\;");
    }

    private void readOrRefuse(byte[] bytes) {
        try {
            assertThat(reader.read(bytes, DatagramReaderTest.NOW).id()).isNotEmpty();
        } catch (RefusedException e) {
            assertThat(e.detail()).isNotEmpty();
        }
    }
}
