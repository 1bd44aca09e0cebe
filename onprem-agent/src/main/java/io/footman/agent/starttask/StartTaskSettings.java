package io.footman.agent.starttask;

import io.footman.model.settings.Settings;
import java.util.Optional;

/**
 * Section {@code footman.start-tasks}; its topic belongs to the MQTT entrance.
 *
 * @param allowed the tasks that may be started
 */
public record StartTaskSettings(AllowedTasks allowed) {
    /** The name that destination and rule have in the journal, in logs and metrics. */
    public static final String NAME = "start-tasks";

    /** As {@link #NAME}, for the answers. */
    public static final String REPLIES = "start-task-replies";

    /** Reads the section, if it is there; mistakes are collected there. */
    public static Optional<StartTaskSettings> read(Settings footman) {
        if (!footman.names().contains(NAME)) {
            return Optional.empty();
        }
        Settings section = footman.section(NAME);
        reserveNames(footman, NAME, REPLIES);
        if (!footman.section("qlik-sense").has("repository")) {
            section.mistake(
                    "allow",
                    "needs footman.qlik-sense.repository: without it no task can be started",
                    "Give the address of the repository service, such as https://sense.example.com:4242");
        }
        return Optional.of(new StartTaskSettings(AllowedTasks.read(section.section("allow"))));
    }

    /** Keeps users from giving one of their destinations a name of Footman's own; mistakes are collected there. */
    public static void reserveNames(Settings footman, String... names) {
        for (String taken : names) {
            if (footman.section("destinations").names().contains(taken)) {
                footman.section("destinations")
                        .mistake(taken, "is the name of a destination of Footman's own", "Choose another name");
            }
        }
    }

    /** Whether any task may be started at all. */
    public boolean allowsAny() {
        return !allowed.isEmpty();
    }

    /** What works but is probably not meant. */
    public Optional<String> warning() {
        return allowed.isEmpty()
                ? Optional.of("footman.start-tasks.allow is empty: every request to start a task is refused")
                : Optional.empty();
    }
}
