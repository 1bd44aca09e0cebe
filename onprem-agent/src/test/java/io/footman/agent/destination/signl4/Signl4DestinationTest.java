package io.footman.agent.destination.signl4;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.HttpDestinationContractTest;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Signl4DestinationTest extends HttpDestinationContractTest {
    private static final String TASK = "fa5ff0c4-ea22-4a2d-9f1e-7a2b9b1f1c0d";
    private static final EventKind FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final EventKind ABORTED = EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED);
    private static final EventKind SUCCEEDED = EventKind.of(TaskType.RELOAD, TaskOutcome.SUCCEEDED);

    private final Signl4WireRules signl4 = new Signl4WireRules(path());

    @Override
    protected DestinationType type() {
        return new Signl4Type(parts.http, parts.templates, parts.meters);
    }

    @Override
    protected String path() {
        return "/webhook/" + TOKEN;
    }

    @Override
    protected void receiverAccepts() {
        server.answers(signl4::judge);
    }

    @Override
    protected String lastMessage() {
        return last("Title") + "\n" + last("Message");
    }

    private String last(String field) {
        return lastJson().path(field).asText();
    }

    private JsonNode lastJson() {
        try {
            return new ObjectMapper().readTree(server.last().body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Alerts task(EventKind kind) {
        return Alerts.failedReload()
                .kind(kind)
                .variable("taskId", TASK)
                .variable("taskName", "Reload of Sales")
                .variable("hostName", "pro2-win1")
                .variable("user", "INTERNAL\\sa_scheduler");
    }

    @Test
    void sendsButlersFields() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, task(FAILED))).isEqualTo(new SendResult.Delivered("HTTP 201"));
            assertThat(last("Title")).isEqualTo("Qlik Sense reload task failed");
            assertThat(last("Message")).startsWith("Task: Reload of Sales\nApp: Sales\n");
            assertThat(last("Message")).contains("\nUser: INTERNAL/sa_scheduler\n");
            assertThat(last("X-S4-Service")).isEqualTo("Qlik Sense");
            assertThat(last("X-S4-ExternalID")).isEqualTo(TASK);
            assertThat(last("X-S4-Status")).isEqualTo("new");
            assertThat(lastJson().path("Severity").intValue()).isEqualTo(1);
            send(destination, task(ABORTED));
            assertThat(last("Title")).isEqualTo("Qlik Sense task aborted");
            assertThat(lastJson().path("Severity").intValue()).isEqualTo(10);
        }
    }

    @Test
    void closesTheAlertWhenTheTaskSucceedsAgain() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            send(destination, task(FAILED));
            send(destination, task(FAILED).variable("taskId", "another task"));
            assertThat(signl4.openAlerts()).containsOnlyKeys(TASK, "another task");
            assertThat(send(destination, task(SUCCEEDED))).isInstanceOf(SendResult.Delivered.class);
            assertThat(signl4.openAlerts()).containsOnlyKeys("another task");
            assertThat(last("Title")).isEqualTo("Qlik Sense reload task succeeded");
        }
    }

    @Test
    void knowsCloudAlertsByTheApp() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            send(destination, Alerts.failedReload());
            assertThat(signl4.openAlerts()).containsExactly(Map.entry("b1b2c3", "Qlik Cloud app reload failed"));
            send(destination, Alerts.failedReload().kind(EventKind.APP_RELOAD_SUCCEEDED));
            assertThat(signl4.openAlerts()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "external-program-failed, Qlik Sense external program task failed",
        "user-sync-succeeded, Qlik Sense user synchronization task succeeded",
        "distribute-aborted, Qlik Sense app distribution aborted",
        "preload-task-failed, Qlik Sense preload task failed",
        "task-failed, Qlik Sense task failed",
        "engine-reload-failed, Qlik Sense engine reload failed",
        "session-started, Qlik Sense session started"
    })
    void namesEveryKindOfEvent(String kind, String title) {
        EventSource site = new EventSource(EventSource.Platform.QLIK_SENSE, "qlik-sense");
        assertThat(Titles.of(new EventKind(kind), site)).isEqualTo(title);
    }

    @Test
    void tellsWhatHappenedToWhatIsNeitherTaskNorApp() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            send(
                    destination,
                    Alerts.failedReload()
                            .kind(EventKind.SESSION_STARTED)
                            .variable("appName", "")
                            .variable("logMessage", "User LAB\\goran logged in"));
            assertThat(last("Message"))
                    .startsWith("Session started: Sales\n")
                    .contains("Message: User LAB\\goran logged in");
        }
    }

    @Test
    void takesServiceSeverityAndTitleFromTheConfiguration() {
        receiverAccepts();
        Map<String, Object> changes = Map.of(
                "service",
                "BI",
                "severity",
                Map.of("failed", 5, "aborted", 6),
                "title",
                "{{taskName}} on {{hostName}}");
        try (Destination destination = open(changes)) {
            send(destination, task(FAILED));
            assertThat(last("Title")).isEqualTo("Reload of Sales on pro2-win1");
            assertThat(last("X-S4-Service")).isEqualTo("BI");
            assertThat(lastJson().path("Severity").intValue()).isEqualTo(5);
            send(destination, task(ABORTED));
            assertThat(lastJson().path("Severity").intValue()).isEqualTo(6);
            send(destination, task(SUCCEEDED));
            assertThat(lastJson().path("Severity").intValue()).isEqualTo(5);
        }
        try (Destination destination = open(Map.of("severity", 3))) {
            send(destination, task(ABORTED));
            assertThat(lastJson().path("Severity").intValue()).isEqualTo(3);
        }
    }

    @Test
    void sendsTheTextOfATemplate() throws IOException {
        receiverAccepts();
        Files.writeString(folder.resolve("short.hbs"), "{{taskName}}: {{scriptLogTail}}\n");
        Map<String, Object> changes = Map.of("template", "short.hbs", "script-log", Map.of("tail", 1));
        try (Destination destination = open(changes)) {
            send(destination, task(FAILED).scriptLog("one\ntwo & \"three\"").gaps("A gap."));
            assertThat(last("Message")).isEqualTo("Reload of Sales: two & \"three\"\nA gap.");
        }
    }

    @Test
    void reportsEveryMistakeOfItsSettings() {
        Map<String, Object> values =
                Map.of("url", "connect.signl4.com/" + TOKEN, "severity", "high", "title", "{{#if}", "timeout", "0s");
        Settings root = Settings.of("footman", Map.of("destinations", Map.of("duty", values)));
        type().read("duty", root.section("destinations").section("duty"), root).close();
        assertThat(root.mistakes().toString())
                .contains("duty.url", "duty.severity", "duty.title", "duty.timeout")
                .doesNotContain(TOKEN);
    }
}
