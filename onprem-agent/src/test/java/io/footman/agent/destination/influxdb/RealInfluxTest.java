package io.footman.agent.destination.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.TaskAlerts;
import io.footman.agent.destination.TestParts;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real InfluxDB 1.x where it is installed (Debian's package influxdb): what is written comes back as it was. */
class RealInfluxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final EventKind FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final String STRANGE = "Försäljning 📈 日本語, a=b \"quoted\" back\\slash \\ <b>&amp; 'x'";

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Optional<Process> influx = Optional.empty();
    private static int port;

    private final TestParts parts = new TestParts();

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Stream.of("/usr/bin/influxd", "/usr/local/bin/influxd", "/opt/homebrew/bin/influxd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "influxd is not installed");
        port = TestBroker.freePort();
        Path file = Files.writeString(folder.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%s"
                [data]
                  dir = "%s"
                  wal-dir = "%s"
                [http]
                  bind-address = "127.0.0.1:%d"
                  log-enabled = false
                """.formatted(
                TestBroker.freePort(), folder.resolve("meta"), folder.resolve("data"), folder.resolve("wal"), port));
        influx = Optional.of(new ProcessBuilder(program.get().toString(), "-config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("influxd.log").toFile())
                .start());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> query("", "SHOW DATABASES").has("results"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (influx.isPresent()) {
            influx.get().destroyForcibly().waitFor();
        }
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void readsBackWhatWasWritten() throws Exception {
        try (Destination destination = open(Map.of("database", "strange names"))) {
            TaskAlerts alert = TaskAlerts.task(FAILED)
                    .with("taskName", STRANGE)
                    .with("logMessage", STRANGE + "\r\n\tsecond line\\")
                    .with("taskTags", List.of("Night run", "a,b=c"));

            assertThat(destination.send(alert.build())).isEqualTo(new SendResult.Delivered("HTTP 204"));
            assertThat(destination.send(alert.build())).isEqualTo(new SendResult.Delivered("HTTP 204"));

            JsonNode series =
                    query("strange names", "SELECT * FROM reload_task_failed").at("/results/0/series/0");
            assertThat(series.get("values"))
                    .as("written twice, it is there once")
                    .hasSize(1);
            assertThat(value(series, "task_name")).isEqualTo(STRANGE);
            assertThat(value(series, "log_message")).isEqualTo(STRANGE + "\r\n\tsecond line\\");
            assertThat(value(series, "taskTag_Night run")).isEqualTo("true");
            assertThat(value(series, "taskTag_a,b=c")).isEqualTo("true");
            assertThat(value(series, "task_executionDuration_sec")).isEqualTo("151");
            assertThat(value(series, "time")).isEqualTo("2026-11-20T08:15:30.123Z");
        }
    }

    @Test
    void makesDatabaseAndRetentionPolicy() throws Exception {
        Map<String, Object> policy = Map.of("name", "10d", "duration", "10d");
        try (Destination destination = open(Map.of("database", "made", "retention-policy", policy))) {
            assertThat(destination.send(TaskAlerts.task(FAILED).build())).isInstanceOf(SendResult.Delivered.class);

            JsonNode policies = query("made", "SHOW RETENTION POLICIES").at("/results/0/series/0/values");
            assertThat(policies.toString()).contains("[\"10d\",\"240h0m0s\",\"24h0m0s\",1,true]");
            assertThat(query("made", "SELECT * FROM \"10d\".reload_task_failed").at("/results/0/series/0/values"))
                    .hasSize(1);
        }
    }

    @Test
    void addsAPolicyToADatabaseThatIsThere() throws Exception {
        query("", "CREATE DATABASE older");
        Map<String, Object> policy = Map.of("name", "for ever");
        try (Destination destination = open(Map.of("database", "older", "retention-policy", policy))) {
            assertThat(destination.send(TaskAlerts.task(FAILED).build())).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @Test
    void writesIntoADatabaseThatButlerFilled() throws Exception {
        query("", "CREATE DATABASE butlers");
        write(
                "butlers",
                "reload_task_failed,host=a task_executionDuration_sec=5,task_scriptLogSize=100,log_message=\"x\"");
        try (Destination destination = open(Map.of("database", "butlers"))) {
            assertThat(destination.send(TaskAlerts.task(FAILED).build())).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @Test
    void takesEveryKindOfEvent() throws Exception {
        try (Destination destination = open(Map.of("database", "kinds"))) {
            for (TaskType type : TaskType.values()) {
                for (TaskOutcome outcome : TaskOutcome.values()) {
                    assertThat(destination.send(TaskAlerts.task(EventKind.of(type, outcome))
                                    .scriptLog("x \"y\"\n".repeat(5_000))
                                    .build()))
                            .isInstanceOf(SendResult.Delivered.class);
                }
            }
            for (EventKind kind : List.of(EventKind.SESSION_STARTED, EventKind.CONNECTION_CLOSED)) {
                assertThat(destination.send(TaskAlerts.userActivity(kind).build()))
                        .isInstanceOf(SendResult.Delivered.class);
            }
            assertThat(query("kinds", "SHOW MEASUREMENTS").at("/results/0/series/0/values"))
                    .hasSize(17);
        }
    }

    private Destination open(Map<String, Object> changes) {
        Map<String, Object> values = new HashMap<>(Map.of("version", 1, "url", "http://localhost:" + port));
        values.putAll(changes);
        Settings root = Settings.of("footman", Map.of("destinations", Map.of("ops", values)));
        Destination destination = new InfluxType(parts.http)
                .read("ops", root.section("destinations").section("ops"), root);
        assertThat(root.mistakes()).isEmpty();
        return destination;
    }

    private static String value(JsonNode series, String column) {
        for (int i = 0; i < series.get("columns").size(); i++) {
            if (series.at("/columns/" + i).asText().equals(column)) {
                return series.at("/values/0/" + i).asText();
            }
        }
        throw new AssertionError("no column " + column + " in " + series.get("columns"));
    }

    private static JsonNode query(String database, String statement) throws Exception {
        URI uri =
                URI.create("http://127.0.0.1:" + port + "/query?db=" + encoded(database) + "&q=" + encoded(statement));
        return new ObjectMapper()
                .readTree(HTTP.send(
                                HttpRequest.newBuilder(uri)
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private static void write(String database, String line) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/write?db=" + encoded(database));
        HTTP.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofString(line))
                        .build(),
                BodyHandlers.discarding());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
