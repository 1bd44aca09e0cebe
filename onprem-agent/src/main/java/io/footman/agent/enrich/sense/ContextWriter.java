package io.footman.agent.enrich.sense;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Subject;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.repository.App;
import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.qlik.repository.Task;
import io.footman.agent.qlik.repository.User;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts an event's facts and findings under the names of Butler's template variables (Butler alerts §5). Names of task and
 * app are the message's, as with Butler, unless they may be cut or mixed up: then they are the repository's.
 */
final class ContextWriter {
    private static final String NEVER = "Never";

    private final SenseSettings site;
    private final ExecutionVariables executions;

    ContextWriter(SenseSettings site, LocalFormat format) {
        this.site = site;
        this.executions = new ExecutionVariables(format);
    }

    /** An event of which nothing is looked up. */
    EventContext plain(Event event) {
        EventContext context = write(event, event.kind(), Findings.NONE, Optional.empty());
        boolean aboutATask = event.subject().type() == Subject.Type.TASK;
        return aboutATask
                ? new EventContext(
                        event, context.variables(), context.traits().allUnknown(), context.scriptLog(), context.gaps())
                : context;
    }

    /** @param doubt a further gap */
    EventContext write(Event event, EventKind kind, Findings findings, Optional<String> doubt) {
        Map<String, Object> variables = new HashMap<>(event.facts());
        Optional<Task> task = findings.task().found();
        Optional<TaskType> type = task.flatMap(Outcome::type);
        boolean sure = isSure(event.facts());
        task.ifPresent(known -> task(variables, known, sure));
        type.ifPresent(known -> variables.put("taskType", known.label()));
        findings.app().found().ifPresent(app -> app(variables, app, sure));
        findings.execution()
                .ifPresent(execution -> executions.write(
                        variables,
                        execution,
                        type.filter(TaskType.DISTRIBUTE::equals).isPresent()));
        findings.scriptLog().found().ifPresent(log -> ExecutionVariables.write(variables, log));
        findings.owner().found().ifPresent(owner -> owner(variables, owner));
        links(variables);
        List<String> gaps = new ArrayList<>(findings.gaps());
        doubt.ifPresent(gaps::add);
        return new EventContext(
                event.known(kind, occurrence(event, kind)),
                variables,
                traits(findings),
                findings.scriptLog().found().map(LogText::log),
                gaps);
    }

    /** Messages of different appenders about one end of one execution are one occurrence. */
    private static String occurrence(Event event, EventKind kind) {
        return event.facts().get("executionId") instanceof String execution
                ? event.source().name() + "|" + kind + "|" + execution
                : event.occurrence();
    }

    private void links(Map<String, Object> variables) {
        site.links().console().ifPresent(url -> variables.put("qlikSenseQMC", url));
        site.links().hub().ifPresent(url -> variables.put("qlikSenseHub", url));
        if (variables.get("appId") instanceof String id) {
            site.links().ofApp(id).ifPresent(url -> variables.put("appUrl", url));
        }
    }

    private static void task(Map<String, Object> variables, Task task, boolean sure) {
        name(variables, "taskName", task.name(), sure);
        variables.put("taskCustomProperties", properties(task.customProperties()));
        variables.put("taskTags", task.tags());
        variables.put("taskIsManuallyTriggered", task.manuallyTriggered());
        variables.put("taskIsPartialReload", task.partialReload());
        variables.put("taskMaxRetries", task.maxRetries());
        variables.put("taskModifiedByUsername", task.modifiedByUserName());
        variables.put("taskModifiedDate", task.modifiedDate());
        variables.put("taskSessionTimeout", task.sessionTimeout());
        variables.put(
                "taskNextExecution",
                task.nextExecution().map(ExecutionVariables::utc).orElse(NEVER));
        variables.put("taskMetadata", task.all());
        task.app().ifPresent(app -> {
            variables.put("appId", app.id().text());
            name(variables, "appName", app.name(), sure);
        });
    }

    /** The message's name where it is sure; see {@link #isSure}. */
    private static void name(Map<String, Object> variables, String variable, String known, boolean sure) {
        if (known.isEmpty()) {
            return;
        }
        if (sure) {
            variables.putIfAbsent(variable, known);
        } else {
            variables.put(variable, known);
        }
    }

    /**
     * Whether the message's names can be believed. A semicolon in one may be the border to the other, an ellipsis is the
     * mark of a cut, and what was not UTF-8 has become a replacement character.
     */
    private static boolean isSure(Map<String, Object> facts) {
        return Stream.of("taskName", "appName")
                .map(name -> String.valueOf(facts.getOrDefault(name, "")))
                .allMatch(told -> told.chars().noneMatch(c -> c == ';' || c == '…' || c == '\uFFFD'));
    }

    private static void app(Map<String, Object> variables, App app, boolean sure) {
        name(variables, "appName", app.name(), sure);
        variables.put("appDescription", app.description());
        variables.put("appFileSize", app.fileSize());
        variables.put("appLastSuccessfulReload", app.lastReloadTime());
        variables.put("appLastModifiedDate", app.modifiedDate());
        variables.put("appLastModifiedByUserName", app.modifiedByUserName());
        variables.put("appPublishTime", app.publishTime());
        variables.put("appPublished", app.published());
        app.stream().ifPresent(stream -> variables.put("appStreamName", stream));
        variables.put("appCustomProperties", properties(app.customProperties()));
        variables.put("appTags", app.tags());
        variables.put("appMetadata", app.all());
    }

    private static void owner(Map<String, Object> variables, User owner) {
        variables.put("appOwnerName", owner.name());
        variables.put("appOwnerUserId", owner.userId());
        variables.put("appOwnerUserDirectory", owner.directory());
        variables.put(
                "appOwnerEmail", owner.emails().isEmpty() ? "" : owner.emails().get(0));
    }

    private static List<Map<String, Object>> properties(List<CustomProperty> properties) {
        return properties.stream()
                .map(property -> Map.<String, Object>of("name", property.name(), "value", property.value()))
                .toList();
    }

    private static Map<String, List<String>> byName(List<CustomProperty> properties) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        properties.forEach(property -> values.computeIfAbsent(property.name(), name -> new ArrayList<>())
                .add(property.value()));
        return values;
    }

    private static Traits traits(Findings findings) {
        Optional<App> app = findings.app().found();
        Optional<Task> task = findings.task().found();
        return new Traits(
                app.map(known -> Set.copyOf(known.tags())).orElse(Set.of()),
                task.map(known -> Set.copyOf(known.tags())).orElse(Set.of()),
                app.map(known -> byName(known.customProperties())).orElse(Map.of()),
                task.map(known -> byName(known.customProperties())).orElse(Map.of()),
                findings.owner()
                        .found()
                        .map(user ->
                                new Owner(user.userId(), Optional.of(user.directory()), user.name(), user.emails())),
                Optional.empty(),
                app.flatMap(App::streamName),
                unknown(findings));
    }

    private static Set<Traits.Trait> unknown(Findings findings) {
        Set<Traits.Trait> unknown = EnumSet.noneOf(Traits.Trait.class);
        if (findings.task().isOpen()) {
            unknown.add(Traits.Trait.TASK_TAGS);
            unknown.add(Traits.Trait.TASK_PROPERTIES);
        }
        // Which app an event is about may be something that only its task could have told.
        boolean appOpen = findings.app().isOpen()
                || (findings.task().isOpen() && !findings.app().asked());
        if (appOpen) {
            unknown.add(Traits.Trait.APP_TAGS);
            unknown.add(Traits.Trait.APP_PROPERTIES);
            unknown.add(Traits.Trait.STREAM);
        }
        if (appOpen || findings.owner().isOpen()) {
            unknown.add(Traits.Trait.OWNER);
        }
        return unknown;
    }
}
