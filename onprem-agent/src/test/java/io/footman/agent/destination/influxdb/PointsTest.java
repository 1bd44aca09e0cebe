package io.footman.agent.destination.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.TaskAlerts;
import io.footman.agent.destination.TestParts;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measurements, tags and fields of each kind (Butler alerts §10). */
class PointsTest {
    private static final Set<String> TASK = Set.of("host", "user", "task_id", "task_name", "log_level");
    private static final Set<String> APP = Set.of("app_id", "app_name");
    private static final Set<String> EXECUTION =
            Set.of("task_executingNodeName", "task_executionStatusNum", "task_executionStatusText");
    private static final Set<String> BASIC_FIELDS = Set.of("log_timestamp", "execution_id", "log_message");
    private static final Set<String> EXECUTION_FIELDS = Set.of(
            "task_executionStartTime_json",
            "task_executionStopTime_json",
            "task_executionDuration_json",
            "task_executionDuration_sec",
            "task_executionDuration_min",
            "task_executionDuration_h");
    private static final Set<String> LOG_FIELDS =
            Set.of("task_scriptLogSize", "task_scriptLogTailCount", "scriptLog", "reload_log");
    private static final EventKind RELOAD_FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final EventKind RELOAD_SUCCEEDED = EventKind.of(TaskType.RELOAD, TaskOutcome.SUCCEEDED);
    private static final String LOG = "one\ntwo\nthree\nfour";

    private final TestParts parts = new TestParts();
    private final FakeWebServer server = FakeWebServer.http();

    @AfterEach
    void close() {
        server.close();
        parts.close();
    }

    @ParameterizedTest
    @CsvSource({
        "reload-task-failed, reload_task_failed, true, true, true",
        "reload-task-aborted, reload_task_aborted, true, true, true",
        "reload-task-succeeded, reload_task_success, true, true, true",
        "external-program-failed, external_program_task_failed, false, false, false",
        "external-program-aborted, external_program_task_aborted, false, false, false",
        "external-program-succeeded, external_program_task_success, false, true, false",
        "user-sync-failed, user_sync_task_failed, false, false, false",
        "user-sync-succeeded, user_sync_task_success, false, true, false",
        "distribute-failed, distribute_task_failed, true, false, false",
        "distribute-succeeded, distribute_task_success, true, true, false",
        "preload-task-failed, preload_task_failed, true, false, false",
        "preload-task-succeeded, preload_task_success, true, true, false",
        "task-failed, task_failed, true, false, false"
    })
    void hasButlersTagsAndFields(String kind, String measurement, boolean app, boolean execution, boolean log) {
        Line line = write(
                Map.of("use-app-tags", false, "use-task-tags", false),
                TaskAlerts.task(new EventKind(kind)).scriptLog(LOG).build());

        assertThat(line.measurement()).isEqualTo(measurement);
        assertThat(line.tags().keySet()).isEqualTo(union(TASK, app ? APP : Set.of(), execution ? EXECUTION : Set.of()));
        assertThat(line.fields().keySet())
                .isEqualTo(union(
                        BASIC_FIELDS,
                        execution ? EXECUTION_FIELDS : Set.of(),
                        log ? LOG_FIELDS : Set.of(),
                        kind.equals("reload-task-succeeded") ? Set.of("task_scriptLogHeadCount") : Set.of()));
        assertThat(line.time()).isEqualTo(1_795_162_530_123_000_000L);
    }

    @Test
    void hasButlersValues() {
        Line line = write(Map.of("script-log", Map.of("tail", 2)), failed().build());

        assertThat(line.tags())
                .containsEntry("host", "pro2-win1")
                .containsEntry("user", "INTERNAL/sa_scheduler")
                .containsEntry("task_name", "Reload of Sales")
                .containsEntry("task_executionStatusNum", "8")
                .containsEntry("task_executionStatusText", "FinishedFail");
        assertThat(line.fields())
                .containsEntry("log_timestamp", "2026-11-20 09:15:30,123")
                .containsEntry("task_executionDuration_sec", 151.0)
                .containsEntry("task_executionDuration_min", 151.0 / 60)
                .containsEntry("task_executionDuration_h", 151.0 / 3600)
                .containsEntry("task_executionStartTime_json", "{\"startTimeUTC\":\"2026-11-20T08:13:00.000Z\"}")
                .containsEntry("task_scriptLogSize", 30.0)
                .containsEntry("task_scriptLogTailCount", 2.0)
                .containsEntry(
                        "scriptLog",
                        "2026-11-20 08:13:00 Started\n2026-11-20 08:15:31 Failed\n\r\n"
                                + "-------------------------------\r\n\r\nthree\r\nfour");
        assertThat(line.fields().get("reload_log")).isEqualTo(line.fields().get("scriptLog"));
    }

    @Test
    void showsStartAndEndOfTheLogOfASuccessfulReload() {
        Line line = write(
                Map.of("script-log", Map.of("head", 1, "tail", 2)),
                TaskAlerts.task(RELOAD_SUCCEEDED)
                        .without("executionDetailsConcatenated")
                        .scriptLog(LOG)
                        .build());

        assertThat(line.fields())
                .containsEntry(
                        "scriptLog",
                        "\r\n---------- SCRIPT LOG HEAD (1 lines) ----------\r\none\r\n\r\n"
                                + "---------- SCRIPT LOG TAIL (2 lines) ----------\r\nthree\r\nfour");
    }

    @Test
    void saysThatNothingIsKnownAboutTheExecution() {
        Line line = write(
                Map.of(),
                TaskAlerts.task(RELOAD_FAILED)
                        .without(
                                "executingNodeName",
                                "executionStatusNum",
                                "executionStatusText",
                                "executionStartTime",
                                "executionStopTime",
                                "executionDuration",
                                "scriptLogSize")
                        .build());

        assertThat(line.tags())
                .containsEntry("task_executingNodeName", "unknown")
                .containsEntry("task_executionStatusNum", "-1")
                .containsEntry("task_executionStatusText", "Script log not available");
        assertThat(line.fields())
                .containsEntry("scriptLog", "Script log not available")
                .containsEntry("task_scriptLogSize", 0.0)
                .containsEntry("task_scriptLogTailCount", 0.0)
                .doesNotContainKey("reload_log");
    }

    @Test
    void keepsTheMisspeltNameForOldDashboards() {
        Line line = write(Map.of("butler-names", true), failed().build());

        assertThat(line.tags())
                .containsEntry("task_exeuctionStatusText", "FinishedFail")
                .doesNotContainKey("task_executionStatusText");
    }

    @Test
    void makesTagsOfTheTagsOfAppAndTaskAndAddsStaticOnes() {
        Map<String, Object> settings = Map.of("static-tags", Map.of("env", "production", "host", "never"));

        assertThat(write(settings, failed().build()).tags())
                .containsEntry("appTag_Finance", "true")
                .containsEntry("appTag_Test", "true")
                .containsEntry("taskTag_Night run", "true")
                .containsEntry("env", "production")
                .containsEntry("host", "pro2-win1");
        assertThat(write(Map.of("use-app-tags", false, "use-task-tags", false), failed().build())
                        .tags()
                        .keySet())
                .noneMatch(tag -> tag.startsWith("appTag_") || tag.startsWith("taskTag_"));
    }

    @Test
    void writesUserActivity() {
        Line line = write(
                Map.of(), TaskAlerts.userActivity(EventKind.SESSION_STARTED).build());

        assertThat(line.measurement()).isEqualTo("session_started");
        assertThat(line.tags())
                .containsOnly(
                        Map.entry("host", "pro2-win1"),
                        Map.entry("source", "production"),
                        Map.entry("user", "LAB/göran"),
                        Map.entry("user_directory", "LAB"),
                        Map.entry("user_id", "göran"),
                        Map.entry("origin", "AppAccess"));
        assertThat(line.fields())
                .containsEntry("command", "Start session")
                .containsEntry("context", "/hub")
                .containsEntry("log_timestamp", "2026-11-20T08:15:30.123Z");
    }

    @Test
    void keepsConnectionsOfOneUserInOneMillisecondApart() {
        Set<Long> times = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            times.add(write(
                            Map.of(),
                            TaskAlerts.userActivity(EventKind.CONNECTION_OPENED).build("k-" + i))
                    .time());
        }
        assertThat(times).hasSize(50).allMatch(time -> time / 1_000_000 == TaskAlerts.TIME.toEpochMilli());
    }

    @Test
    void writesReloadsOfQlikCloudAndEventsOfAnyOtherKind() {
        Line reload = write(Map.of(), Alerts.failedReload().scriptLog(LOG).build());
        assertThat(reload.measurement()).isEqualTo("app_reload_failed");
        assertThat(reload.tags())
                .containsEntry("source", "acme")
                .containsEntry("app_name", "Sales")
                .containsEntry("user", "Åsa Öberg")
                .containsEntry("reload_trigger", "chronos")
                .containsEntry("error_code", "EngineReloadScriptError");
        assertThat(reload.fields())
                .containsEntry("reload_id", "670e1df04cf4e529c035c902")
                .containsEntry("task_executionDuration_sec", 151.0)
                .containsKeys("scriptLog", "reload_log", "log_message", "error_message");

        Line other = write(
                Map.of(),
                Alerts.failedReload()
                        .kind(new EventKind("com.qlik.app.published"))
                        .build());
        assertThat(other.measurement()).isEqualTo("com_qlik_app_published");
        assertThat(other.tags()).containsEntry("app_id", "b1b2c3");
    }

    private static TaskAlerts failed() {
        return TaskAlerts.task(RELOAD_FAILED).scriptLog(LOG);
    }

    private Line write(Map<String, Object> changes, Alert alert) {
        server.answers(Answer.of(204, ""));
        Map<String, Object> values =
                new HashMap<>(Map.of("version", 3, "database", "butler", "url", "http://localhost:" + server.port()));
        values.putAll(changes);
        Settings root = Settings.of("footman", Map.of("destinations", Map.of("ops", values)));
        try (Destination destination = new InfluxType(parts.http)
                .read("ops", root.section("destinations").section("ops"), root)) {
            assertThat(root.mistakes()).isEmpty();
            destination.send(alert);
        }
        return Line.parse(server.last().body());
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        List<String> all = new ArrayList<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return new HashSet<>(all);
    }
}
