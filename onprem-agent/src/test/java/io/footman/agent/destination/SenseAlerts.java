package io.footman.agent.destination;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Owner;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.model.Subject;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Alerts about a client-managed site, with everything that the look-ups can find (Butler alerts §5). */
public final class SenseAlerts {
    public static final EventKind RELOAD_FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    public static final EventKind RELOAD_ABORTED = EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED);
    public static final EventKind RELOAD_SUCCEEDED = EventKind.of(TaskType.RELOAD, TaskOutcome.SUCCEEDED);

    public static final String TASK_ID = "58dd8322-e39c-4b71-b74e-13c47a2f6dd4";
    public static final String APP_ID = "8f1d1ecf-97a6-4eb5-8f47-f9156300b854";
    public static final String EXECUTION_ID = "4a32edb2-7ba9-4a35-8b8f-f6a6b1f2c0de";

    private static final ScriptLog SCRIPT_LOG = ScriptLog.of("""
            2026-11-20 08:13:00 Execution started.
            2026-11-20 08:13:01 LIB CONNECT TO [Sales (lab)]
            2026-11-20 08:15:30 Error: Connection refused
            2026-11-20 08:15:30 Execution Failed""");

    private SenseAlerts() {}

    /** Everything that a task of a client-managed site can tell of. */
    public static Stream<EventKind> taskKinds() {
        Stream<EventKind> known = Stream.of(TaskType.values())
                .flatMap(type -> Stream.of(TaskOutcome.values()).map(outcome -> EventKind.of(type, outcome)));
        Stream<EventKind> vague = Stream.concat(
                Stream.of(TaskOutcome.values()).map(EventKind::ofUnknownTask), Stream.of(EventKind.DISTRIBUTE_ENDED));
        return Stream.concat(known, vague);
    }

    public static Stream<EventKind> userKinds() {
        return Stream.of(
                EventKind.SESSION_STARTED,
                EventKind.SESSION_STOPPED,
                EventKind.CONNECTION_OPENED,
                EventKind.CONNECTION_CLOSED);
    }

    /** With all that look-ups find. */
    public static Alert known(EventKind kind) {
        return known(kind, Map.of());
    }

    /** As {@link #known(EventKind)}, with some variables replaced. */
    public static Alert known(EventKind kind, Map<String, Object> replaced) {
        Map<String, Object> variables = new LinkedHashMap<>(facts());
        variables.putAll(task());
        variables.putAll(app());
        variables.putAll(execution());
        variables.putAll(replaced);
        return alert(kind, taskEvent(kind), variables, Optional.of(SCRIPT_LOG));
    }

    /** With what the message says and nothing else. */
    public static Alert bare(EventKind kind) {
        Event event = taskEvent(kind);
        return alert(kind, event, event.facts(), Optional.empty());
    }

    public static Alert userActivity(EventKind kind, String command) {
        Map<String, Object> facts = Map.of(
                "hostName", "pro2-win1",
                "command", command,
                "userDirectory", "LAB",
                "userId", "goran",
                "user", "LAB\\goran",
                "context", "AppAccess",
                "logMessage", "Start session for user: 'LAB\\goran'");
        Event event = new Event(
                "qlik-sense:site:" + kind + ":1",
                "qlik-sense:site:" + kind + ":1",
                kind,
                Instant.parse("2026-11-20T08:15:30Z"),
                new EventSource(EventSource.Platform.QLIK_SENSE, "qlik-sense"),
                new Subject(Subject.Type.USER, "LAB\\goran", Optional.empty()),
                facts);
        return alert(kind, event, facts, Optional.empty());
    }

    private static Alert alert(
            EventKind kind, Event event, Map<String, Object> variables, Optional<ScriptLog> scriptLog) {
        Traits traits = new Traits(
                Set.of("Finance", "EU"),
                Set.of("Night"),
                Map.of(),
                Map.of("Butler_FailedAlertSendToEmail", List.of("a@example.com")),
                Optional.of(new Owner("goran", Optional.of("LAB"), "Göran Sander", List.of("goran@example.com"))),
                Optional.empty(),
                Optional.of("Everyone"),
                Set.of());
        return new Alert(
                "key-" + kind,
                "",
                new EventContext(event, variables, traits, scriptLog, List.of()),
                0,
                Optional.empty());
    }

    private static Event taskEvent(EventKind kind) {
        return new Event(
                "qlik-sense:site:" + kind + ":" + EXECUTION_ID + ":" + TASK_ID,
                "site|" + kind + "|" + EXECUTION_ID,
                kind,
                Instant.parse("2026-11-20T08:15:30.123Z"),
                new EventSource(EventSource.Platform.QLIK_SENSE, "qlik-sense"),
                new Subject(Subject.Type.TASK, TASK_ID, Optional.of("Reload task of Sales")),
                facts());
    }

    private static Map<String, Object> facts() {
        return Map.of(
                "hostName", "pro2-win1",
                "user", "INTERNAL\\sa_scheduler",
                "taskName", "Reload task of Sales",
                "taskId", TASK_ID,
                "appName", "Sales & more",
                "appId", APP_ID,
                "logTimeStamp", "2026-11-20 08:15:30,123",
                "logLevel", "WARN",
                "executionId", EXECUTION_ID,
                "logMessage", "Max retries reached");
    }

    private static Map<String, Object> task() {
        return Map.ofEntries(
                Map.entry("taskType", "reload-task"),
                Map.entry(
                        "taskCustomProperties",
                        List.of(
                                Map.of("name", "Butler_FailedAlertEnableEmail", "value", "Yes"),
                                Map.of("name", "Team", "value", "BI"))),
                Map.entry("taskTags", List.of("Night", "Finance")),
                Map.entry("taskIsManuallyTriggered", false),
                Map.entry("taskIsPartialReload", true),
                Map.entry("taskMaxRetries", 0),
                Map.entry("taskModifiedByUsername", "LAB\\goran"),
                Map.entry("taskModifiedDate", "2024-01-31T19:44:28.951Z"),
                Map.entry("taskSessionTimeout", 1440),
                Map.entry("taskNextExecution", "Never"),
                Map.entry("taskMetadata", Map.of("id", TASK_ID, "name", "Reload task of Sales")));
    }

    private static Map<String, Object> app() {
        return Map.ofEntries(
                Map.entry("appUrl", "https://sense.example.com/sense/app/" + APP_ID),
                Map.entry("appDescription", "All <sales>"),
                Map.entry("appFileSize", 19922944L),
                Map.entry("appLastSuccessfulReload", "2026-11-19T08:15:30.000Z"),
                Map.entry("appLastModifiedDate", "2026-11-18T08:15:30.000Z"),
                Map.entry("appLastModifiedByUserName", "LAB\\goran"),
                Map.entry("appPublishTime", "2026-11-17T08:15:30.000Z"),
                Map.entry("appPublished", true),
                Map.entry("appStreamName", Map.of("id", "aaec8d41-5201-43ab-809f-3063750dfafd", "name", "Everyone")),
                Map.entry("appCustomProperties", List.of(Map.of("name", "Region", "value", "EU"))),
                Map.entry("appTags", List.of("Finance", "EU")),
                Map.entry("appOwnerName", "Göran Sander"),
                Map.entry("appOwnerUserId", "goran"),
                Map.entry("appOwnerUserDirectory", "LAB"),
                Map.entry("appOwnerEmail", "goran@example.com"),
                Map.entry("appMetadata", Map.of("id", APP_ID, "name", "Sales & more")),
                Map.entry("qlikSenseQMC", "https://sense.example.com/qmc"),
                Map.entry("qlikSenseHub", "https://sense.example.com/hub"));
    }

    private static Map<String, Object> execution() {
        Map<String, Object> first = new LinkedHashMap<>(times("timestamp", "08:13:00"));
        first.put("message", "Changing task state to Started");
        first.put("detailsType", 2);
        Map<String, Object> second = new LinkedHashMap<>(times("timestamp", "08:15:30"));
        second.put("message", "Task finished with state FinishedFail");
        second.put("detailsType", 2);
        return Map.ofEntries(
                Map.entry("executingNodeName", "pro2-win1.lab.example.com"),
                Map.entry("executionDuration", Map.of("hours", 0, "minutes", 2, "seconds", 30)),
                Map.entry("executionStartTime", times("startTime", "08:13:00")),
                Map.entry("executionStopTime", times("stopTime", "08:15:30")),
                Map.entry("executionStatusNum", 8),
                Map.entry("executionStatusText", "FinishedFail"),
                Map.entry("executionDetails", List.of(first, second)),
                Map.entry(
                        "executionDetailsConcatenated",
                        "2026-11-20T08:13:00.000Z\tChanging task state to Started\n"
                                + "2026-11-20T08:15:30.000Z\tTask finished with state FinishedFail\n"),
                Map.entry("scriptLogSize", 4711),
                Map.entry("scriptLogSizeRows", 4),
                Map.entry("scriptLogSizeCharacters", 168));
    }

    private static Map<String, Object> times(String name, String time) {
        return Map.of(
                name + "UTC", "2026-11-20T" + time + ".000Z",
                name + "Local1", "2026-11-20 " + time,
                name + "Local2", "20.11.26, " + time,
                name + "Local3", "20.11.2026, " + time,
                name + "Local4", "20. November 2026 um " + time + " MEZ",
                name + "Local5", "20. November 2026 um " + time + " MEZ");
    }
}
