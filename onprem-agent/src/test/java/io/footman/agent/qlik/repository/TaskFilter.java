package io.footman.agent.qlik.repository;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions on tasks that the fake repository understands beside ids (QRS API §1.3, §4.1). */
final class TaskFilter {
    private static final String TEXT = "'((?:[^']|'')*)'";
    private static final Pattern TAG = Pattern.compile("tags\\.name eq " + TEXT);
    private static final Pattern PROPERTY = Pattern.compile("\\(customProperties\\.definition\\.name eq " + TEXT
            + "\\) and \\(customProperties\\.value eq " + TEXT + "\\)");

    private TaskFilter() {}

    /** Empty for an expression that it does not understand. */
    static Optional<Predicate<FakeTask>> of(String filter) {
        Matcher tag = TAG.matcher(filter);
        if (tag.matches()) {
            String name = plain(tag.group(1));
            return Optional.of(task -> task.tags().stream().anyMatch(name::equalsIgnoreCase));
        }
        Matcher property = PROPERTY.matcher(filter);
        if (property.matches()) {
            String name = plain(property.group(1));
            String value = plain(property.group(2));
            // As the real one: the two conditions need not hold for the same property.
            return Optional.of(task -> task.properties().stream()
                            .anyMatch(has -> has.name().equalsIgnoreCase(name))
                    && task.properties().stream().anyMatch(has -> has.value().equalsIgnoreCase(value)));
        }
        return Optional.empty();
    }

    private static String plain(String quoted) {
        return quoted.replace("''", "'");
    }
}
