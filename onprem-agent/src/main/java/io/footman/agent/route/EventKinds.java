package io.footman.agent.route;

import java.util.List;
import java.util.stream.Stream;

/** The event kinds that rules can name. */
public final class EventKinds {
    /** Event types of Qlik Cloud without a name of Footman's own keep Qlik's, which start like this. */
    static final String QLIK_CLOUD_TYPES = "com.qlik.";

    private static final List<String> TASKS =
            List.of("reload-task", "external-program", "user-sync", "distribute", "preload-task");

    private EventKinds() {}

    /** Every kind that has a name of its own. */
    public static List<String> known() {
        return Stream.of(
                        Stream.of("app-reload-failed", "app-reload-succeeded", "app-reload-canceled"),
                        TASKS.stream()
                                .flatMap(task -> Stream.of(task + "-failed", task + "-aborted", task + "-succeeded")),
                        Stream.of("session-started", "session-stopped", "connection-opened", "connection-closed"))
                .flatMap(kinds -> kinds)
                .toList();
    }

    /** Whether a pattern can ever match. */
    static boolean canMatch(Glob pattern) {
        return pattern.toString().startsWith(QLIK_CLOUD_TYPES)
                || known().stream().anyMatch(pattern::matches);
    }
}
