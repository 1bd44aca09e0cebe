package io.footman.agent.model;

import java.util.Objects;
import java.util.Set;

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

    /** A load script has written a text for Slack. */
    public static final EventKind MESSAGE_TO_SLACK = new EventKind("message-to-slack");

    /** A load script has written a text for Microsoft Teams. */
    public static final EventKind MESSAGE_TO_TEAMS = new EventKind("message-to-teams");

    /** A load script wants a message published. */
    public static final EventKind MESSAGE_TO_MQTT = new EventKind("message-to-mqtt");

    /** A load script has a value for New Relic. */
    public static final EventKind METRIC_TO_NEW_RELIC = new EventKind("metric-to-new-relic");

    /** A load script has an event for New Relic. */
    public static final EventKind EVENT_TO_NEW_RELIC = new EventKind("event-to-new-relic");

    private static final Set<String> MESSAGES = Set.of(
            MESSAGE_TO_SLACK.name,
            MESSAGE_TO_TEAMS.name,
            MESSAGE_TO_MQTT.name,
            METRIC_TO_NEW_RELIC.name,
            EVENT_TO_NEW_RELIC.name);

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

    /** Whether it is a message on its way, and nothing that happened in Qlik: rules about any event do not mean it. */
    public boolean isMessage() {
        return MESSAGES.contains(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
