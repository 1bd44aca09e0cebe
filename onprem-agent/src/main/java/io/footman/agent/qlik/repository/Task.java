package io.footman.agent.qlik.repository;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task (QRS API §4).
 *
 * @param type the repository's {@code taskType}, if told: 0 reload, 1 external program, 2 user sync, 3 distribute, 4 preload
 * @param enabled a task that is not does not start
 * @param sessionTimeout minutes
 * @param modifiedDate as the repository writes it
 * @param nextExecution empty when it is not planned
 * @param app the app that the task is about; empty for external programs and user synchronisation
 * @param lastExecution empty when the answer does not tell
 * @param all the whole object as the repository sent it
 */
public record Task(
        String id,
        String name,
        Optional<Integer> type,
        boolean enabled,
        boolean manuallyTriggered,
        boolean partialReload,
        long maxRetries,
        long sessionTimeout,
        String modifiedByUserName,
        String modifiedDate,
        Optional<Instant> nextExecution,
        List<String> tags,
        List<CustomProperty> customProperties,
        Optional<Named> app,
        Optional<Execution> lastExecution,
        Map<String, Object> all) {
    public Task {
        tags = List.copyOf(tags);
        customProperties = List.copyOf(customProperties);
    }

    /** A reference to another entity. */
    public record Named(Guid id, String name) {}

    static Task read(Entity task) {
        Optional<Entity> operational = task.object("operational");
        return new Task(
                task.textOrEmpty("id"),
                task.textOrEmpty("name"),
                task.number("taskType").map(Long::intValue),
                task.flag("enabled"),
                task.flag("isManuallyTriggered"),
                task.flag("isPartialReload"),
                task.number("maxRetries").orElse(0L),
                task.number("taskSessionTimeout").orElse(0L),
                task.textOrEmpty("modifiedByUserName"),
                task.textOrEmpty("modifiedDate"),
                operational.flatMap(part -> part.time("nextExecution")),
                task.tags(),
                task.customProperties(),
                task.object("app").flatMap(app -> app.id("id").map(id -> new Named(id, app.textOrEmpty("name")))),
                operational.flatMap(part -> part.object("lastExecutionResult")).map(Execution::read),
                task.values());
    }
}
