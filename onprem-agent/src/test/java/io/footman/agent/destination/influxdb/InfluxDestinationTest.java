package io.footman.agent.destination.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import io.footman.agent.destination.HttpDestinationContractTest;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.TaskAlerts;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How each version is spoken to; the contract is tried with 2.x. What is written: {@link PointsTest}. */
class InfluxDestinationTest extends HttpDestinationContractTest {
    private static final EventKind FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("footman:" + TOKEN).getBytes(StandardCharsets.UTF_8));

    /** Of a proxy that serves the database below a path. */
    private static final String PREFIX = "/" + TOKEN;

    private static final String WRITE = "/api/v2/write";

    private final InfluxWireRules second =
            InfluxWireRules.second(PREFIX, Set.of("org=acme", "bucket=qlik%20sense", "precision=ns"), "Token " + TOKEN);

    @Override
    protected DestinationType type() {
        return new InfluxType(parts.http);
    }

    @Override
    protected String path() {
        return PREFIX + WRITE;
    }

    /** The contract's address is the one that is called; the setting is the server's. */
    @Override
    protected Destination open(Map<String, Object> changes) {
        String url = String.valueOf(changes.getOrDefault("url", settings().get("url")));
        Map<String, Object> all = new HashMap<>(changes);
        all.put("url", url.substring(0, url.length() - WRITE.length()));
        return super.open(all);
    }

    @Override
    protected Map<String, Object> furtherSettings() {
        return Map.of("version", 2, "org", "acme", "bucket", "qlik sense", "token", TOKEN);
    }

    @Override
    protected boolean readByPeople() {
        return false;
    }

    @Override
    protected Answer accepted() {
        return Answer.of(204, "");
    }

    @Override
    protected void receiverAccepts() {
        server.answers(second::judge);
    }

    @Override
    protected String lastMessage() {
        Line line = Line.parse(server.last().body());
        return line.tags().values() + "\n" + line.fields().values();
    }

    @Test
    void writesNotesIntoAField() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, Alerts.failedReload().gaps("A gap.").heldBack(2)))
                    .isEqualTo(new SendResult.Delivered("HTTP 204"));
            assertThat(Line.parse(server.last().body()).fields().get("notes"))
                    .isEqualTo("2 earlier messages like this were held back by the rate limit. A gap.");
        }
    }

    @Test
    void writesToVersionOneAndMakesDatabaseAndPolicyWhenMissing() {
        InfluxWireRules first = InfluxWireRules.first(PREFIX, Set.of("db=butler", "rp=10d", "precision=ns"), BASIC);
        server.answers(first::judge);
        try (Destination destination = open(Map.of(
                "version",
                1,
                "username",
                "footman",
                "password",
                TOKEN,
                "retention-policy",
                Map.of("name", "10d", "duration", "10d")))) {
            assertThat(destination.send(TaskAlerts.task(FAILED).build())).isInstanceOf(SendResult.Delivered.class);
            assertThat(destination.send(TaskAlerts.task(FAILED).build())).isInstanceOf(SendResult.Delivered.class);
            assertThat(first.statements())
                    .containsExactly(
                            "CREATE DATABASE \"butler\"",
                            "CREATE RETENTION POLICY \"10d\" ON \"butler\" DURATION 864000s REPLICATION 1 DEFAULT");
            assertThat(server.received()).hasSize(5);
        }
    }

    @Test
    void tellsWhenTheDatabaseMayNotBeMade() {
        server.answers(request -> request.path().endsWith("/query")
                ? Answer.of(403, "{\"error\":\"not an admin\"}")
                : Answer.of(404, "{\"error\":\"database not found: \\\"qlik\\\"\"}"));
        try (Destination destination = open(Map.of("version", 1, "database", "qlik"))) {
            SendResult result = destination.send(TaskAlerts.task(FAILED).build());
            assertPermanent(result, FailureReason.AUTH);
            assertThat(result.toString()).contains("database qlik: HTTP 403");
        }
    }

    @Test
    void givesUpWhenTheDatabaseIsStillMissing() {
        server.answers(request -> request.path().endsWith("/query")
                ? Answer.of(200, "{\"results\":[{\"error\":\"no room\"}]}")
                : Answer.of(404, "{\"error\":\"database not found: \\\"qlik\\\"\"}"));
        try (Destination destination = open(Map.of("version", 1, "database", "qlik"))) {
            assertPermanent(destination.send(TaskAlerts.task(FAILED).build()), FailureReason.CLIENT_ERROR);
            assertThat(server.received()).hasSize(3);
        }
    }

    @Test
    void writesToVersionThree() {
        InfluxWireRules third = InfluxWireRules.third(
                PREFIX, Set.of("db=qlik%26sense", "precision=nanosecond", "accept_partial=false"), "Bearer " + TOKEN);
        server.answers(third::judge);
        try (Destination destination = open(Map.of("version", 3, "database", "qlik&sense"))) {
            assertThat(destination.send(TaskAlerts.task(FAILED).build())).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @Test
    void writesTheSamePointInEveryAttempt() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            for (TaskAlerts alert :
                    new TaskAlerts[] {TaskAlerts.task(FAILED), TaskAlerts.userActivity(EventKind.CONNECTION_OPENED)}) {
                destination.send(alert.build());
                Received once = server.last();
                destination.send(alert.build());
                assertThat(server.last().body()).isEqualTo(once.body());
            }
        }
    }

    @Test
    void reportsEveryMistakeOfItsSettings() {
        assertThat(mistakes(Map.of("url", "https://x:8086/?q=1", "static-tags", Map.of("time", "x"))))
                .containsExactlyInAnyOrder("url", "version", "static-tags.time");
        assertThat(mistakes(Map.of("version", 1, "username", "x", "retention-policy", Map.of("duration", "10d"))))
                .containsExactlyInAnyOrder("password", "retention-policy.name");
        assertThat(mistakes(Map.of("version", 2))).containsExactlyInAnyOrder("org", "bucket", "token");
        assertThat(mistakes(Map.of("version", 3))).containsExactly("database");
        assertThat(mistakes(Map.of("version", 4))).containsExactly("version");
    }

    private List<String> mistakes(Map<String, Object> changes) {
        Map<String, Object> values = new HashMap<>(Map.of("url", "https://x:8086"));
        values.putAll(changes);
        Settings root = Settings.of("footman", Map.of("destinations", Map.of("ops", values)));
        type().read("ops", root.section("destinations").section("ops"), root).close();
        return root.mistakes().stream()
                .map(Mistake::key)
                .map(key -> key.substring("footman.destinations.ops.".length()))
                .toList();
    }
}
