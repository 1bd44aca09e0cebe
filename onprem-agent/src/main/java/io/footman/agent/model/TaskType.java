package io.footman.agent.model;

import java.util.Optional;

/** The kinds of tasks of a client-managed site (Butler UDP §5). */
public enum TaskType {
    RELOAD(0, "reload-task"),
    EXTERNAL_PROGRAM(1, "external-program"),
    USER_SYNC(2, "user-sync"),
    DISTRIBUTE(3, "distribute"),
    PRELOAD(4, "preload-task");

    private final int number;
    private final String label;

    TaskType(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** How event kinds and conditions name it: {@code reload-task}. */
    public String label() {
        return label;
    }

    /** The type that the repository service gives this number; empty for one that a later release may add. */
    public static Optional<TaskType> ofNumber(int number) {
        for (TaskType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
