package io.footman.agent.destination;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Owner;
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
import java.util.stream.IntStream;

/** Builds alerts as lanes hand them to destinations. */
public final class Alerts {
    private EventKind kind = EventKind.APP_RELOAD_FAILED;
    private Instant time = Instant.parse("2026-11-20T08:15:30Z");
    private String key = "acme/reload-1|reload failures|ops|";
    private String recipient = "";
    private int heldBack;
    private Optional<String> note = Optional.empty();
    private List<String> gaps = List.of();
    private Optional<ScriptLog> scriptLog = Optional.of(new ScriptLog(
            IntStream.rangeClosed(1, 30).mapToObj(i -> "2026-11-20 line " + i).toList()));
    private Traits traits = Traits.NONE;
    private final Map<String, Object> variables = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("appId", "b1b2c3"),
            Map.entry("appName", "Sales"),
            Map.entry("appUrl", "https://acme.eu.qlikcloud.com/sense/app/b1b2c3"),
            Map.entry("tenantId", "UkeLb6"),
            Map.entry("userId", "u-7"),
            Map.entry("userName", "Åsa Öberg"),
            Map.entry("appOwnerName", "Göran Sander"),
            Map.entry("appOwnerUserId", "u-8"),
            Map.entry("appOwnerEmail", "goran@example.com"),
            Map.entry("reloadId", "670e1df04cf4e529c035c902"),
            Map.entry("reloadTrigger", "chronos"),
            Map.entry("errorCode", "EngineReloadScriptError"),
            Map.entry("errorMessage", "Table not found"),
            Map.entry("logMessage", "The following error occurred:\nTable 'X' not found"),
            Map.entry("executionDuration", Map.of("hours", 0, "minutes", 2, "seconds", 31))));

    private Alerts() {}

    public static Alerts failedReload() {
        return new Alerts();
    }

    public Alerts kind(EventKind newKind) {
        kind = newKind;
        return this;
    }

    public Alerts time(Instant newTime) {
        time = newTime;
        return this;
    }

    public Alerts key(String newKey) {
        key = newKey;
        return this;
    }

    public Alerts to(String newRecipient) {
        recipient = newRecipient;
        return this;
    }

    public Alerts variable(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    public Alerts heldBack(int number) {
        heldBack = number;
        return this;
    }

    public Alerts note(String text) {
        note = Optional.of(text);
        return this;
    }

    public Alerts gaps(String... texts) {
        gaps = List.of(texts);
        return this;
    }

    public Alerts scriptLog(String text) {
        scriptLog = Optional.of(ScriptLog.of(text));
        return this;
    }

    /** A log of so many lines of the given text. */
    public Alerts scriptLog(int lines, String line) {
        return scriptLog(IntStream.range(0, lines).mapToObj(i -> line).collect(Collectors.joining("\n")));
    }

    public Alerts withoutScriptLog() {
        scriptLog = Optional.empty();
        return this;
    }

    public Alerts owner(String id, String... emails) {
        traits = new Traits(
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Optional.of(new Owner(id, Optional.empty(), "Owner " + id, List.of(emails))),
                Optional.empty(),
                Optional.empty(),
                Set.of());
        return this;
    }

    public Alerts traits(Traits newTraits) {
        traits = newTraits;
        return this;
    }

    public Alerts ownerUnknown() {
        traits = new Traits(
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(Traits.Trait.OWNER));
        return this;
    }

    /** The same event under another id. */
    public static Event eventOf(String id, Event event) {
        return new Event(id, id, event.kind(), event.time(), event.source(), event.subject(), event.facts());
    }

    public Alert build() {
        Event event = new Event(
                "qlik-cloud:acme:e-1",
                "acme:reload-1:failed",
                kind,
                time,
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.APP, "b1b2c3", Optional.of("Sales")),
                Map.of("appId", "b1b2c3"));
        return new Alert(key, recipient, new EventContext(event, variables, traits, scriptLog, gaps), heldBack, note);
    }
}
