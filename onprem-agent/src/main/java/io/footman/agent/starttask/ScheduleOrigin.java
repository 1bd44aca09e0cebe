package io.footman.agent.starttask;

import io.footman.agent.model.Event;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schedule that a start comes from: facts of the request, kept in its results. Only Footman's own schedules set them; no
 * message from outside can.
 *
 * @param due when the run was to be
 * @param nextDue when the run after it is to be, which takes its place; empty in results, and when there is none
 */
public record ScheduleOrigin(String scheduleId, String scheduleName, Instant due, Optional<Instant> nextDue) {
    static final String ID = "scheduleId";
    static final String NAME = "scheduleName";
    static final String DUE = "scheduleDue";
    private static final String NEXT_DUE = "scheduleNextDue";

    /** Empty for a start that somebody asked for. */
    public static Optional<ScheduleOrigin> of(Event event) {
        if (event.facts().get(ID) instanceof String id
                && event.facts().get(NAME) instanceof String name
                && event.facts().get(DUE) instanceof String due) {
            try {
                return Optional.of(new ScheduleOrigin(
                        id,
                        name,
                        Instant.parse(due),
                        Optional.ofNullable(event.facts().get(NEXT_DUE))
                                .map(Object::toString)
                                .map(Instant::parse)));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The facts of a request to start one task. */
    public Map<String, Object> request(String taskId) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(StartRequest.TASK_IDS, java.util.List.of(taskId));
        facts.put(ID, scheduleId);
        facts.put(NAME, scheduleName);
        facts.put(DUE, due.toString());
        nextDue.ifPresent(next -> facts.put(NEXT_DUE, next.toString()));
        return facts;
    }
}
