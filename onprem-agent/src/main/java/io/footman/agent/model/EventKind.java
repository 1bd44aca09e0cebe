package io.footman.agent.model;

import java.util.Objects;

/**
 * What kind of thing happened, in the words of rules and documentation. An open list: an event type of Qlik Cloud that
 * Footman gives no name of its own keeps Qlik's, such as {@code com.qlik.app.published}.
 *
 * @param name lower case, words joined by hyphens
 */
public record EventKind(String name) {
    public static final EventKind APP_RELOAD_FAILED = new EventKind("app-reload-failed");
    public static final EventKind APP_RELOAD_SUCCEEDED = new EventKind("app-reload-succeeded");
    public static final EventKind APP_RELOAD_CANCELED = new EventKind("app-reload-canceled");

    /** A reload outside of any task failed in the engine of a client-managed site. */
    public static final EventKind ENGINE_RELOAD_FAILED = new EventKind("engine-reload-failed");

    public static final EventKind SESSION_STARTED = new EventKind("session-started");
    public static final EventKind SESSION_STOPPED = new EventKind("session-stopped");
    public static final EventKind CONNECTION_OPENED = new EventKind("connection-opened");
    public static final EventKind CONNECTION_CLOSED = new EventKind("connection-closed");

    /** A distribution ended; only the repository service knows how. */
    public static final EventKind DISTRIBUTE_ENDED = new EventKind(TaskType.DISTRIBUTE.label() + "-ended");

    /** Somebody asked by message to start tasks. */
    public static final EventKind TASK_START_REQUESTED = new EventKind("task-start-requested");

    /** A task that somebody asked for was started. */
    public static final EventKind TASK_START_ACCEPTED = new EventKind("task-start-accepted");

    /** A task that somebody asked for may not be started, or does not exist. */
    public static final EventKind TASK_START_REFUSED = new EventKind("task-start-refused");

    /** A task that somebody asked for could not be started. */
    public static final EventKind TASK_START_FAILED = new EventKind("task-start-failed");

    public EventKind {
        Objects.requireNonNull(name);
    }

    /** Such as {@code reload-task-failed}. */
    public static EventKind of(TaskType type, TaskOutcome outcome) {
        return new EventKind(type.label() + "-" + outcome.label());
    }

    /**
     * Such as {@code task-failed}: the scheduler's messages do not tell the type of the task, and sometimes the repository
     * service cannot be asked.
     */
    public static EventKind ofUnknownTask(TaskOutcome outcome) {
        return new EventKind("task-" + outcome.label());
    }

    @Override
    public String toString() {
        return name;
    }
}
