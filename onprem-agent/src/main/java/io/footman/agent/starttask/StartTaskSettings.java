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
        if (!footman.section("qlik-sense").has("repository")) {
            section.mistake(
                    "allow",
                    "needs footman.qlik-sense.repository: without it no task can be started",
                    "Give the address of the repository service, such as https://sense.example.com:4242");
        }
        for (String taken : new String[] {NAME, REPLIES}) {
            if (footman.section("destinations").names().contains(taken)) {
                footman.section("destinations")
                        .mistake(taken, "is the name of a destination of Footman's own", "Choose another name");
            }
        }
        return Optional.of(new StartTaskSettings(AllowedTasks.read(section.section("allow"))));
    }

    /** What works but is probably not meant. */
    public Optional<String> warning() {
        return allowed.isEmpty()
                ? Optional.of("footman.start-tasks.allow is empty: every request to start a task is refused")
                : Optional.empty();
    }
}
