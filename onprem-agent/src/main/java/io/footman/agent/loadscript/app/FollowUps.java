package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReload;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that start after a reload: an event like a request by message. So the same rules say which tasks may be started,
 * and what becomes of it is an event again.
 */
final class FollowUps {
    private final String site;
    private final Clock clock;

    FollowUps(String site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    /** One event with an id of its own, or none. */
    List<Event> of(AppReload ended) {
        List<String> tasks = ended.followers();
        if (tasks.isEmpty()) {
            return List.of();
        }
        String id = "app-reload:" + ended.id() + ":follow-up";
        Subject subject = tasks.size() == 1
                ? new Subject(Subject.Type.TASK, tasks.get(0), Optional.empty())
                : new Subject(Subject.Type.OTHER, String.join(" ", tasks), Optional.of(tasks.size() + " tasks"));
        return List.of(new Event(
                id,
                id,
                EventKind.TASK_START_REQUESTED,
                clock.instant(),
                new EventSource(EventSource.Platform.QLIK_SENSE, site),
                subject,
                Map.of(
                        "taskIds",
                        tasks,
                        "origin",
                        "reload " + ended.id() + " of app " + ended.appId() + " "
                                + ended.state().label())));
    }
}
