package io.footman.agent.destination.support;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Subject;
import java.util.List;

/** Which of a destination's shipped layouts are right for an event, the best one first. */
final class Layouts {
    /** For events that nobody has drawn a layout for. */
    private static final String ANY = "event";

    private static final String TASK = "task";
    private static final String USER_ACTIVITY = "user-activity";

    private Layouts() {}

    /** The kind's own; one for all tasks, which differ in what is known about them only; one that shows all values. */
    static List<String> of(Event event) {
        String kind = event.kind().name();
        if (event.subject().type() == Subject.Type.TASK || event.kind().equals(EventKind.ENGINE_RELOAD_FAILED)) {
            return List.of(kind, TASK, ANY);
        }
        return event.subject().type() == Subject.Type.USER ? List.of(kind, USER_ACTIVITY, ANY) : List.of(kind, ANY);
    }
}
