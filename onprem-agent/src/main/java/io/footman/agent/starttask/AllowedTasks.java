package io.footman.agent.starttask;

import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.Task;
import io.footman.model.settings.Settings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks that may be started. One that any of the three lists names may be; without a list none may.
 *
 * @param any whether every task may be started
 * @param ids of tasks
 * @param tags of tasks, upper and lower case alike
 * @param properties custom properties of tasks: name to values, upper and lower case alike
 */
record AllowedTasks(boolean any, Set<Guid> ids, List<String> tags, Map<String, List<String>> properties) {
    /** As Butler does without a filter. */
    private static final String ANY = "*";

    AllowedTasks {
        ids = Set.copyOf(ids);
        tags = List.copyOf(tags);
        properties = Map.copyOf(properties);
    }

    /** Reads the section {@code footman.start-tasks.allow}; mistakes are collected there. */
    static AllowedTasks read(Settings section) {
        Set<Guid> ids = new HashSet<>();
        List<String> texts = section.texts("task-ids", List.of());
        for (String text : texts) {
            if (text.equals(ANY)) {
                continue;
            }
            Guid.parse(text)
                    .ifPresentOrElse(
                            ids::add,
                            () -> section.mistake(
                                    "task-ids",
                                    "holds \"" + text + "\", which is no task id",
                                    "Copy the id from the QMC: 8-4-4-4-12 hexadecimal digits, or write \"*\" for every task"));
        }
        Settings properties = section.section("custom-properties");
        Map<String, List<String>> values = new LinkedHashMap<>();
        properties.names().forEach(name -> values.put(name, properties.texts(name, List.of())));
        return new AllowedTasks(texts.contains(ANY), ids, section.texts("tags", List.of()), values);
    }

    boolean isEmpty() {
        return !any && ids.isEmpty() && tags.isEmpty() && properties.isEmpty();
    }

    boolean allows(Guid id, Task task) {
        return any
                || ids.contains(id)
                || task.tags().stream().anyMatch(tag -> tags.stream().anyMatch(tag::equalsIgnoreCase))
                || task.customProperties().stream().anyMatch(this::names);
    }

    /** Whether one of the lists names the custom property with this value. */
    boolean names(CustomProperty property) {
        return properties.entrySet().stream()
                .filter(allowed -> allowed.getKey().equalsIgnoreCase(property.name()))
                .flatMap(allowed -> allowed.getValue().stream())
                .anyMatch(property.value()::equalsIgnoreCase);
    }
}
