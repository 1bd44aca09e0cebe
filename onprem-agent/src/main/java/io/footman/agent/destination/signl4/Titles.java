package io.footman.agent.destination.signl4;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.EventSource.Platform;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import java.util.EnumMap;
import java.util.Map;

/**
 * The titles of alerts. Butler has two, of failed and of aborted reload tasks (Butler alerts §9), which stay as they are:
 * teams filter by them. The others follow the first.
 */
final class Titles {
    private static final String SENSE = "Qlik Sense ";
    private static final String CLOUD = "Qlik Cloud ";
    private static final Map<TaskType, String> TASKS = new EnumMap<>(Map.of(
            TaskType.RELOAD, "reload task",
            TaskType.EXTERNAL_PROGRAM, "external program task",
            TaskType.USER_SYNC, "user synchronization task",
            TaskType.DISTRIBUTE, "app distribution",
            TaskType.PRELOAD, "preload task"));

    private Titles() {}

    static String of(EventKind kind, EventSource source) {
        if (kind.equals(EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED))) {
            return SENSE + "task aborted";
        }
        for (TaskType type : TaskType.values()) {
            for (TaskOutcome outcome : TaskOutcome.values()) {
                if (kind.equals(EventKind.of(type, outcome))) {
                    return SENSE + TASKS.get(type) + " " + outcome.label();
                }
            }
        }
        String platform = source.platform() == Platform.QLIK_CLOUD ? CLOUD : SENSE;
        return platform + kind.name().replace('-', ' ');
    }
}
