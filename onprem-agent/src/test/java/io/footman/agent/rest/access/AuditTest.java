package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.rest.RestFixture;
import io.footman.agent.rest.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log of a running agent says. */
class AuditTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OPEN = "endpoints: [butlerping, keyValueStore]\nrate-limit: 0\n";
    private static final String KEYS = OPEN + "access: { api-keys: keys.json }\n";

    @TempDir
    Path folder;

    @Test
    void aCallIsNotedWithWhoWhatAndResult() {
        ApiKeyFile.Created key = key();
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            agent.send(agent.request("/v4/butlerping")
                    .header("X-API-Key", key.text().reveal()));
        }

        JsonNode entry = entries().get(0);
        assertThat(entry.path("by").asText()).isEqualTo("api-key");
        assertThat(entry.path("caller").asText()).isEqualTo("etl");
        assertThat(entry.path("keyId").asText()).isEqualTo(key.key().id());
        assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("method").asText()).isEqualTo("GET");
        assertThat(entry.path("path").asText()).isEqualTo("/v4/butlerping");
        assertThat(entry.path("endpoint").asText()).isEqualTo("butlerping");
        assertThat(entry.path("status").asInt()).isEqualTo(200);
        assertThat(entry.path("ms").isIntegralNumber()).isTrue();
        assertThat(Instant.parse(entry.path("time").asText()))
                .isBetween(Instant.now().minus(PATIENCE), Instant.now());
    }

    @Test
    void refusedCallsAreNotedToo() {
        String key = key().text().reveal();
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            agent.get("/v4/butlerping");
            agent.send(agent.request("/v4/butlerping").header("X-API-Key", "fmk_wrong"));
            agent.send(agent.request("/v4/nothing").header("X-API-Key", key));
            agent.send(agent.request("/v4/butlerping")
                    .header("X-API-Key", key)
                    .header("X-HTTP-Method-Override", "DELETE")
                    .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
        }

        List<JsonNode> entries = entries();
        assertThat(entries).extracting(entry -> entry.path("status").asInt()).containsExactly(401, 401, 404, 404);
        assertThat(entries.get(0).has("caller")).isFalse();
        assertThat(entries.get(2).has("endpoint")).isFalse();
        assertThat(entries.get(3).path("method").asText()).isEqualTo("DELETE");
    }

    @Test
    void noSecretIsNoted() throws IOException {
        String key = key().text().reveal();
        try (RestFixture agent = RestFixture.start(folder, KEYS)) {
            agent.send(agent.request("/v4/keyvalues/ns?key=top-secret").header("X-API-Key", key));
            agent.send(agent.request("/v4/butlerping").header("Authorization", "Bearer " + key + "x"));
        }

        assertThat(Files.readString(log()))
                .contains("\"parameters\":\"key\"")
                .doesNotContain("\"about\":{\"key\"")
                .doesNotContain("key=")
                .doesNotContain(key);
    }

    @Test
    void aPathCannotForgeALine() throws IOException {
        try (RestFixture agent = RestFixture.start(folder, OPEN)) {
            RawHttp.get(agent.port(), "/v4/keyvalues/a%0d%0a%7b%22status%22:200%7d%1b%5b2J%e2%80%ae?key=k");
        }

        assertThat(Files.readAllLines(log())).hasSize(1);
        assertThat(Files.readString(log(), StandardCharsets.US_ASCII)).matches("[\\x20-\\x7e]+\n");
        assertThat(entries().get(0).path("path").asText()).startsWith("/v4/keyvalues/a");
    }

    @Test
    void onlyItsOwnerReadsTheLog() throws IOException {
        RestFixture.start(folder, OPEN).close();
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
                    .isEqualTo("rw-------");
        }
        assertThat(log()).isRegularFile();
    }

    @Test
    void everyCallOfABurstIsNoted() {
        int calls = 3_000;
        try (RestFixture agent = RestFixture.start(folder, OPEN)) {
            for (int i = 0; i < calls; i++) {
                agent.get("/v4/butlerping");
            }
        }

        assertThat(entries()).hasSize(calls);
    }

    @Test
    void callsBeyondTheLimitAreNotedOnceWithTheirNumber() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]\nrate-limit: 2\n")) {
            for (int i = 0; i < 10; i++) {
                agent.get("/v4/butlerping");
            }
        }

        List<JsonNode> entries = entries();
        assertThat(entries).extracting(entry -> entry.path("status").asInt()).containsExactly(200, 200, 429, 429);
        assertThat(entries.get(2).has("calls")).isFalse();
        assertThat(entries.get(3).path("calls").asInt()).isEqualTo(7);
    }

    @Test
    void aCallWhoseCallerGoesAwayIsNoted() throws IOException {
        try (RestFixture agent = RestFixture.start(folder, OPEN)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
                socket.getOutputStream()
                        .write("POST /v4/keyvalues/ns HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
                // An answer to another caller: by then the server has seen the first.
                agent.get("/v4/butlerping");
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statusesOf("POST")).contains(499));
        }

        assertThat(statusesOf("POST")).allMatch(status -> status >= 400);
    }

    @Test
    void callsAreCountedByEndpointAndResult() {
        try (RestFixture agent = RestFixture.start(folder, OPEN)) {
            agent.get("/v4/butlerping");
            agent.get("/v4/butlerping");
            agent.get("/v4/nothing");

            MeterRegistry meters = agent.agent().part(MeterRegistry.class);
            assertThat(meters.get("footman.rest.calls")
                            .tags("endpoint", "butlerping", "status", "200")
                            .timer()
                            .count())
                    .isEqualTo(2);
            assertThat(meters.get("footman.rest.calls")
                            .tags("endpoint", "none", "status", "404")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void theFileCanStandElsewhere() {
        try (RestFixture agent = RestFixture.start(folder, OPEN + "audit-file: elsewhere/rest.log\n")) {
            agent.get("/v4/butlerping");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(folder.resolve("elsewhere/rest.log")).isNotEmptyFile());
        }
    }

    private Path log() {
        return folder.resolve("logs/audit.log");
    }

    private List<Integer> statusesOf(String method) {
        return entries().stream()
                .filter(entry -> entry.path("method").asText().equals(method))
                .map(entry -> entry.path("status").asInt())
                .toList();
    }

    private List<JsonNode> entries() {
        try {
            return Files.readAllLines(log()).stream().map(AuditTest::json).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiKeyFile.Created key() {
        return new ApiKeyFile(folder.resolve("keys.json"))
                .create("etl", EnumSet.allOf(Scope.class), Optional.empty(), Clock.systemUTC(), new SecureRandom());
    }
}
