package io.footman.agent.starttask;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Subject;
import io.footman.agent.qlik.repository.Task;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for, and the events that tell what became of it.
 *
 * @param event the stored request
 * @param taskId the one of its tasks that this is about
 */
record StartRequest(Event event, String taskId) {
    static final String TASK_IDS = "taskIds";
    static final String REPLY_TOPIC = "replyTopic";
    static final String CORRELATION_ID = "correlationId";
    static final String CORRELATION_DATA = "correlationData";
    static final String RESULT = "result";
    static final String REASON = "reason";

    /** Facts of the request that its results carry on. */
    private static final List<String> KEPT = List.of(
            CORRELATION_ID, CORRELATION_DATA, REPLY_TOPIC, ScheduleOrigin.ID, ScheduleOrigin.NAME, ScheduleOrigin.DUE);

    /** The tasks that a request names. */
    static List<String> taskIds(Event event) {
        return event.facts().get(TASK_IDS) instanceof List<?> ids
                ? ids.stream().map(Object::toString).toList()
                : List.of();
    }

    Event accepted(Task task, Instant at) {
        return result(EventKind.TASK_START_ACCEPTED, "started", Optional.of(task), "", at);
    }

    Event refused(Optional<Task> task, String why, Instant at) {
        return result(EventKind.TASK_START_REFUSED, "refused", task, why, at);
    }

    Event failed(Optional<Task> task, String why, Instant at) {
        return result(EventKind.TASK_START_FAILED, "failed", task, why, at);
    }

    private Event result(EventKind kind, String result, Optional<Task> task, String why, Instant at) {
        Optional<String> name = task.map(Task::name).filter(text -> !text.isEmpty());
        Map<String, Object> facts = new HashMap<>();
        for (String kept : KEPT) {
            Optional.ofNullable(event.facts().get(kept)).ifPresent(value -> facts.put(kept, value));
        }
        facts.put("taskId", taskId);
        facts.put(RESULT, result);
        facts.put(REASON, why);
        name.ifPresent(text -> facts.put("taskName", text));
        task.ifPresent(known -> facts.put("taskTags", known.tags()));
        // One result for each task of a request, whatever is tried again.
        String id = event.id() + ":" + taskId + ":result";
        return new Event(id, id, kind, at, event.source(), new Subject(Subject.Type.TASK, taskId, name), facts);
    }
}
