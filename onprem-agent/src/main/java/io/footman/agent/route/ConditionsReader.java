package io.footman.agent.route;

import io.footman.agent.model.EventContext;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import io.footman.model.settings.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a rule's sections {@code when} and {@code unless}, which take the same keys. */
final class ConditionsReader {
    private static final String CUSTOM_PROPERTY = "custom-property";

    private static final Map<String, Function<EventContext, Candidates>> CONDITIONS = conditions();

    /** Conditions whose values are a closed list: another text is a slip that would silence the rule. */
    private static final Map<String, Collection<String>> CLOSED = Map.of(
            "outcome",
            EventKinds.OUTCOMES,
            "task-type",
            Stream.of(TaskType.values()).map(TaskType::label).toList());

    private ConditionsReader() {}

    /** Mistakes are collected in the section. */
    static List<Condition> read(Settings section) {
        List<Condition> conditions = new ArrayList<>();
        CONDITIONS.forEach((key, candidates) -> {
            List<Glob> patterns = globs(section, key);
            if (!patterns.isEmpty()) {
                conditions.add(new Condition(key, patterns, candidates));
            }
        });
        CLOSED.forEach((key, known) -> globs(section, key).stream()
                .filter(pattern -> known.stream().noneMatch(pattern::matches))
                .forEach(pattern -> section.mistake(
                        key, "never is \"" + pattern + "\"", Suggestion.remedy(pattern.toString(), known))));
        Settings properties = section.section(CUSTOM_PROPERTY);
        for (String property : properties.names()) {
            conditions.add(new Condition(
                    CUSTOM_PROPERTY + " " + property,
                    globs(properties, property),
                    context -> Candidates.customProperty(property, context)));
        }
        return conditions;
    }

    private static List<Glob> globs(Settings section, String key) {
        List<Glob> patterns =
                section.texts(key, List.of()).stream().map(Glob::new).toList();
        if (patterns.isEmpty() && section.has(key)) {
            section.mistake(key, "is empty", "Give at least one text, * for any, or remove the condition");
        }
        return patterns;
    }

    private static Map<String, Function<EventContext, Candidates>> conditions() {
        Map<String, Function<EventContext, Candidates>> conditions = new LinkedHashMap<>();
        conditions.put("outcome", Candidates::outcome);
        conditions.put("task-type", Candidates::taskType);
        conditions.put("tag", Candidates::appTags);
        conditions.put("task-tag", Candidates::taskTags);
        conditions.put("tenant", Candidates::tenant);
        conditions.put("host", Candidates::host);
        conditions.put("space", Candidates::space);
        conditions.put("stream", Candidates::stream);
        conditions.put("owner", Candidates::owner);
        conditions.put("user", Candidates::user);
        conditions.put("app", Candidates::app);
        conditions.put("task", Candidates::task);
        return conditions;
    }
}
