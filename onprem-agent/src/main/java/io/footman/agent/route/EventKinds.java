package io.footman.agent.route;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The event kinds that rules can name. */
public final class EventKinds {
    /** Event types of Qlik Cloud without a name of Footman's own keep Qlik's, which start like this. */
    static final String QLIK_CLOUD_TYPES = "com.qlik.";

    /** How a reload or task can end; "canceled" is Qlik Cloud's word, "aborted" that of a client-managed site. */
    static final Set<String> OUTCOMES = outcomes();

    private static final String CANCELED = "canceled";

    private static final List<EventKind> OTHERS = List.of(
            EventKind.APP_RELOAD_FAILED,
            EventKind.APP_RELOAD_SUCCEEDED,
            EventKind.APP_RELOAD_CANCELED,
            EventKind.ENGINE_RELOAD_FAILED,
            EventKind.SESSION_STARTED,
            EventKind.SESSION_STOPPED,
            EventKind.CONNECTION_OPENED,
            EventKind.CONNECTION_CLOSED,
            EventKind.TASK_START_REQUESTED,
            EventKind.TASK_START_ACCEPTED,
            EventKind.TASK_START_REFUSED,
            EventKind.TASK_START_FAILED);

    /**
     * What an event may be that the look-ups could not tell more about: it must reach everybody who would have been told
     * had they succeeded.
     */
    private static final Map<EventKind, List<EventKind>> VAGUE = vague();

    private EventKinds() {}

    /** Every kind that has a name of its own. */
    public static List<String> known() {
        return Stream.concat(OTHERS.stream(), VAGUE.values().stream().flatMap(List::stream))
                .map(EventKind::name)
                .distinct()
                .toList();
    }

    /** The kinds that an event may truly be of; itself alone when its kind is certain. */
    static List<EventKind> possible(EventKind kind) {
        return VAGUE.getOrDefault(kind, List.of(kind));
    }

    /** What is not certain about a kind that is one of several, as the end of "Sent although …". */
    static String doubt(EventKind kind) {
        return kind.equals(EventKind.DISTRIBUTE_ENDED)
                ? "it could not be looked up how the distribution ended"
                : "it could not be looked up which type of task this is";
    }

    /** How what the event is about ended; empty when that is not what the event tells. */
    static Optional<String> outcome(EventKind kind) {
        return OUTCOMES.stream()
                .filter(outcome -> kind.name().endsWith("-" + outcome))
                .findFirst();
    }

    /** The type of the task that the event is about. */
    static Optional<TaskType> taskType(EventKind kind) {
        return Stream.of(TaskType.values())
                .filter(type -> Stream.of(TaskOutcome.values())
                        .anyMatch(outcome -> EventKind.of(type, outcome).equals(kind)))
                .findFirst();
    }

    /** Whether a pattern can ever match. */
    static boolean canMatch(Glob pattern) {
        return pattern.toString().startsWith(QLIK_CLOUD_TYPES)
                || known().stream().anyMatch(pattern::matches);
    }

    private static Set<String> outcomes() {
        Set<String> outcomes = new LinkedHashSet<>();
        Stream.of(TaskOutcome.values()).map(TaskOutcome::label).forEach(outcomes::add);
        outcomes.add(CANCELED);
        return Collections.unmodifiableSet(outcomes);
    }

    private static Map<EventKind, List<EventKind>> vague() {
        Map<EventKind, List<EventKind>> vague = new LinkedHashMap<>();
        for (TaskOutcome outcome : TaskOutcome.values()) {
            vague.put(
                    EventKind.ofUnknownTask(outcome),
                    Stream.of(TaskType.values())
                            .map(type -> EventKind.of(type, outcome))
                            .toList());
        }
        vague.put(
                EventKind.DISTRIBUTE_ENDED,
                Stream.of(TaskOutcome.values())
                        .map(outcome -> EventKind.of(TaskType.DISTRIBUTE, outcome))
                        .toList());
        return vague;
    }
}
