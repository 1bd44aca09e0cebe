package io.footman.agent.destination;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.model.Subject;
import io.footman.agent.model.Traits;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds alerts about events of a client-managed site, with everything that its look-ups can find. */
public final class TaskAlerts {
    public static final String TASK_ID = "210832b5-6174-4572-bd19-3e61eda675ef";
    public static final String APP_ID = "e7af59a0-c243-480d-9571-08727551a66f";
    public static final String EXECUTION_ID = "4dd1c2f5-8c4e-4a0a-b0a7-4f3b1c2d9e10";
    public static final Instant TIME = Instant.parse("2026-11-20T08:15:30.123Z");

    private final EventKind kind;
    private Subject subject = new Subject(Subject.Type.TASK, TASK_ID, Optional.of("Reload of Sales"));
    private Optional<ScriptLog> scriptLog = Optional.empty();
    private List<String> gaps = List.of();
    private final Map<String, Object> variables = new LinkedHashMap<>();

    private TaskAlerts(EventKind kind) {
        this.kind = kind;
    }

    /** A task with everything looked up. */
    public static TaskAlerts task(EventKind kind) {
        return new TaskAlerts(kind)
                .with("hostName", "pro2-win1")
                .with("user", "INTERNAL\\sa_scheduler")
                .with("taskName", "Reload of Sales")
                .with("taskId", TASK_ID)
                .with("appName", "Sales")
                .with("appId", APP_ID)
                .with("logTimeStamp", "2026-11-20 09:15:30,123")
                .with("logLevel", "WARN")
                .with("executionId", EXECUTION_ID)
                .with("logMessage", "Message from ReloadProvider: Reload failed; see the log")
                .with("appTags", List.of("Finance", "Test"))
                .with("taskTags", List.of("Night run"))
                .with("appCustomProperties", List.of(Map.of("name", "Department", "value", "Finance")))
                .with("taskCustomProperties", List.of(Map.of("name", "Alert", "value", "Yes")))
                .with("taskMetadata", Map.of("id", TASK_ID, "maxRetries", 2, "enabled", true))
                .with("appMetadata", Map.of("id", APP_ID, "fileSize", 4711))
                .with("executingNodeName", "pro2-win2")
                .with("executionStatusNum", 8)
                .with("executionStatusText", "FinishedFail")
                .with("executionStartTime", Map.of("startTimeUTC", "2026-11-20T08:13:00.000Z"))
                .with("executionStopTime", Map.of("stopTimeUTC", "2026-11-20T08:15:31.000Z"))
                .with("executionDuration", Map.of("hours", 0, "minutes", 2, "seconds", 31))
                .with("executionDetailsConcatenated", "2026-11-20 08:13:00 Started\n2026-11-20 08:15:31 Failed\n")
                .with("scriptLogSize", 30);
    }

    /** A user who starts or ends something, as the proxy tells it. */
    public static TaskAlerts userActivity(EventKind kind) {
        TaskAlerts alert = new TaskAlerts(kind)
                .with("hostName", "pro2-win1")
                .with("command", "Start session")
                .with("userDirectory", "LAB")
                .with("userId", "göran")
                .with("user", "LAB\\göran")
                .with("origin", "AppAccess")
                .with("context", "/hub")
                .with("logMessage", "Start session for user");
        alert.subject = new Subject(Subject.Type.USER, "LAB\\göran", Optional.empty());
        return alert;
    }

    public TaskAlerts with(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    public TaskAlerts without(String... names) {
        List.of(names).forEach(variables::remove);
        return this;
    }

    public TaskAlerts scriptLog(String text) {
        scriptLog = Optional.of(ScriptLog.of(text));
        return this;
    }

    public TaskAlerts gaps(String... texts) {
        gaps = List.of(texts);
        return this;
    }

    public Alert build() {
        return build("production/reload-1|failures|ops|");
    }

    public Alert build(String key) {
        Event event = new Event(
                "qlik-sense:production:" + key,
                "production|" + kind + "|" + key,
                kind,
                TIME,
                new EventSource(EventSource.Platform.QLIK_SENSE, "production"),
                subject,
                Map.of());
        return new Alert(key, "", new EventContext(event, variables, traits(), scriptLog, gaps), 0, Optional.empty());
    }

    private Traits traits() {
        return new Traits(
                names("appTags"),
                names("taskTags"),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    private Set<String> names(String variable) {
        return variables.get(variable) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }
}
