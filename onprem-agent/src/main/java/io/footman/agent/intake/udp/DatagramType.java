package io.footman.agent.intake.udp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a datagram's first field says it is, in the names of all eras (Butler UDP §2, §7). */
enum DatagramType {
    TASK_FAILED,
    TASK_ABORTED,
    TASK_SUCCEEDED,
    DISTRIBUTION_ENDED,
    /** Footman's own appender file: which of the four it is, the message says. */
    TASK_EVENT,
    ENGINE_RELOAD_FAILED,
    USER_ACTIVITY;

    private static final Map<String, DatagramType> TAGS = Map.ofEntries(
            Map.entry("scheduler-task-failed", TASK_FAILED),
            Map.entry("scheduler-reload-failed", TASK_FAILED),
            Map.entry("scheduler-reloadtask-failed", TASK_FAILED),
            Map.entry("scheduler-task-aborted", TASK_ABORTED),
            Map.entry("scheduler-reload-aborted", TASK_ABORTED),
            Map.entry("scheduler-reloadtask-aborted", TASK_ABORTED),
            Map.entry("scheduler-task-success", TASK_SUCCEEDED),
            Map.entry("scheduler-reload-success", TASK_SUCCEEDED),
            Map.entry("scheduler-reloadtask-success", TASK_SUCCEEDED),
            Map.entry("scheduler-distribute", DISTRIBUTION_ENDED),
            Map.entry("scheduler-task-event", TASK_EVENT),
            Map.entry("engine-reload-failed", ENGINE_RELOAD_FAILED),
            Map.entry("proxy-activity", USER_ACTIVITY),
            Map.entry("proxy-session", USER_ACTIVITY),
            Map.entry("proxy-connection", USER_ACTIVITY),
            Map.entry("qseow-proxy-session", USER_ACTIVITY),
            Map.entry("qseow-proxy-connection", USER_ACTIVITY));

    /**
     * The type that a first field names. Slashes around it are of no meaning: Butler's own appender file prints two at the
     * end of the success type.
     */
    static Optional<DatagramType> of(String field) {
        String tag = field.strip();
        int start = 0;
        int end = tag.length();
        while (start < end && tag.charAt(start) == '/') {
            start++;
        }
        while (end > start && tag.charAt(end - 1) == '/') {
            end--;
        }
        return Optional.ofNullable(TAGS.get(tag.substring(start, end).toLowerCase(Locale.ROOT)));
    }
}
