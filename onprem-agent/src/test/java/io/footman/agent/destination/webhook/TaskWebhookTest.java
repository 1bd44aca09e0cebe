package io.footman.agent.destination.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.SenseAlerts;
import io.footman.agent.destination.TestParts;
import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls about a client-managed site, exactly as Butler makes them (Butler alerts §8). */
class TaskWebhookTest {
    private FakeWebServer server;
    private TestParts parts;

    @BeforeEach
    void open() {
        parts = new TestParts();
        server = FakeWebServer.http();
        server.answers(Answer.of(200, "ok"));
    }

    @AfterEach
    void close() {
        server.close();
        parts.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, reload-task-failed, Qlik Sense reload failed",
        "PUT, reload-task-failed, Qlik Sense reload failed",
        "POST, reload-task-aborted, Qlik Sense reload aborted",
        "PUT, reload-task-aborted, Qlik Sense reload aborted"
    })
    void sendsExactlyButlersFieldsInButlersOrderAsJson(String method, String kind, String event) throws Exception {
        send(method, SenseAlerts.known(new EventKind(kind)));
        assertThat(server.last().method()).isEqualTo(method);
        assertThat(server.last().header("Content-Type")).startsWith("application/json");
        assertThat(json()).containsExactlyEntriesOf(butlers(event));
    }

    @ParameterizedTest
    @CsvSource({"reload-task-failed, Qlik Sense reload failed", "reload-task-aborted, Qlik Sense reload aborted"})
    void sendsExactlyButlersFieldsAsParameters(String kind, String event) {
        send("GET", SenseAlerts.known(new EventKind(kind)));
        assertThat(server.last().method()).isEqualTo("GET");
        assertThat(server.last().body()).isEmpty();
        assertThat(server.last().query()).contains("user=INTERNAL%5Csa_scheduler", "appName=Sales%20%26%20more");
        assertThat(parameters()).containsExactlyEntriesOf(butlers(event));
    }

    @Test
    void sendsFieldsEmptyThatNothingIsKnownOf() throws JsonProcessingException {
        Map<String, String> expected = butlers("Qlik Sense reload failed");
        expected.replaceAll((name, value) -> name.startsWith("appOwner") ? "" : value);
        send("POST", SenseAlerts.bare(SenseAlerts.RELOAD_FAILED));
        assertThat(json()).containsExactlyEntriesOf(expected);
    }

    @Test
    void tellsWhatAReaderMustKnowBeside() throws JsonProcessingException {
        Alert alert = SenseAlerts.known(SenseAlerts.RELOAD_FAILED);
        send("POST", new Alert(alert.key(), "", alert.context(), 2, Optional.of("Meant for bi-mail.")));
        assertThat(server.last().body())
                .contains("\"notes\":[\"Meant for bi-mail.\",\"2 earlier messages like this were held back");
    }

    @ParameterizedTest
    @CsvSource({
        "reload-task-succeeded, Qlik Sense reload succeeded",
        "external-program-failed, Qlik Sense external program task failed",
        "user-sync-succeeded, Qlik Sense user sync task succeeded",
        "distribute-aborted, Qlik Sense distribute task aborted",
        "distribute-ended, Qlik Sense distribute task ended",
        "preload-task-failed, Qlik Sense preload task failed",
        "task-failed, Qlik Sense task failed"
    })
    void sendsTheSameFieldsForEveryOtherKindOfTask(String kind, String event) throws JsonProcessingException {
        send("POST", SenseAlerts.known(new EventKind(kind)));
        assertThat(json()).containsExactlyEntriesOf(butlers(event));
    }

    @Test
    void sendsWhoDidWhatForUserActivity() throws JsonProcessingException {
        send("POST", SenseAlerts.userActivity(EventKind.SESSION_STARTED, "Start session"));
        assertThat(json())
                .containsEntry("event", "Qlik Sense session started")
                .containsEntry("command", "Start session")
                .containsEntry("user", "LAB\\goran")
                .containsEntry("hostName", "pro2-win1")
                .containsEntry("origin", "")
                .doesNotContainKey("taskName");
    }

    private static Map<String, String> butlers(String event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("hostName", "pro2-win1");
        fields.put("user", "INTERNAL\\sa_scheduler");
        fields.put("taskName", "Reload task of Sales");
        fields.put("taskId", SenseAlerts.TASK_ID);
        fields.put("appName", "Sales & more");
        fields.put("appId", SenseAlerts.APP_ID);
        fields.put("appOwnerName", "Göran Sander");
        fields.put("appOwnerUserDirectory", "LAB");
        fields.put("appOwnerUserId", "goran");
        fields.put("appOwnerEmail", "goran@example.com");
        fields.put("logTimeStamp", "2026-11-20 08:15:30,123");
        fields.put("logLevel", "WARN");
        fields.put("executionId", SenseAlerts.EXECUTION_ID);
        fields.put("logMessage", "Max retries reached");
        return fields;
    }

    private void send(String method, Alert alert) {
        String url = "http://localhost:" + server.port() + "/hook";
        Settings root = Settings.of(
                "footman",
                Map.of("destinations", Map.of("ops", Map.of("type", "webhook", "url", url, "method", method))));
        WebhookType type = new WebhookType(parts.http, parts.templates, parts.meters, parts.clock);
        try (Destination destination =
                type.read("ops", root.section("destinations").section("ops"), root)) {
            assertThat(destination.send(alert)).isInstanceOf(SendResult.Delivered.class);
        }
    }

    private Map<String, String> json() throws JsonProcessingException {
        return new ObjectMapper()
                .readValue(server.last().body(), new TypeReference<LinkedHashMap<String, String>>() {});
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : server.last().query().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
