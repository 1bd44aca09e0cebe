package io.footman.agent.destination.webhook;

import io.footman.agent.destination.support.KindWords;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of an outgoing webhook under Butler's names, in Butler's order (Butler alerts §8). Events of tasks carry exactly
 * Butler's fields, empty where nothing is known. For events of Qlik Cloud, which Butler never sent: {@code hostName} is the
 * tenant's configured name, {@code executionId} the reload id, {@code logTimeStamp} the event's time; Footman's own fields
 * follow.
 */
final class WebhookFields {
    private static final Map<String, String> CLOUD_EVENTS = Map.of(
            EventKind.APP_RELOAD_FAILED.name(), "Qlik Cloud app reload failed",
            EventKind.APP_RELOAD_SUCCEEDED.name(), "Qlik Cloud app reload succeeded",
            EventKind.APP_RELOAD_CANCELED.name(), "Qlik Cloud app reload canceled");

    private static final List<String> TASK = List.of(
            "hostName",
            "user",
            "taskName",
            "taskId",
            "appName",
            "appId",
            "appOwnerName",
            "appOwnerUserDirectory",
            "appOwnerUserId",
            "appOwnerEmail",
            "logTimeStamp",
            "logLevel",
            "executionId",
            "logMessage");

    private static final List<String> USER_ACTIVITY = List.of(
            "hostName", "command", "user", "userDirectory", "userId", "origin", "context", "appId", "logMessage");

    /** Where a field of Qlik Cloud's events comes from if there is no variable of its name. */
    private static final Map<String, List<String>> STAND_INS = Map.of(
            "hostName", List.of("eventSource"),
            "user", List.of("userName", "userId"),
            "logTimeStamp", List.of("eventTime"),
            "executionId", List.of("reloadId"),
            "logMessage", List.of("errorMessage"));

    private static final List<String> OWN =
            List.of("eventKind", "tenantId", "tenantUrl", "appUrl", "reloadTrigger", "errorCode", "errorMessage");

    private WebhookFields() {}

    static Map<String, Object> of(Event event, Map<String, Object> variables) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (event.source().platform() == EventSource.Platform.QLIK_SENSE) {
            fields.put("event", KindWords.of(event.kind()));
            List<String> names = event.subject().type() == Subject.Type.USER ? USER_ACTIVITY : TASK;
            names.forEach(name -> fields.put(name, variables.getOrDefault(name, "")));
        } else {
            addCloud(fields, event, variables);
        }
        if (variables.get(MessageVariables.NOTES) instanceof List<?> notes && !notes.isEmpty()) {
            fields.put("notes", notes);
        }
        return fields;
    }

    private static void addCloud(Map<String, Object> fields, Event event, Map<String, Object> variables) {
        String kind = event.kind().name();
        fields.put(
                "event", CLOUD_EVENTS.getOrDefault(kind, String.valueOf(variables.getOrDefault("footmanTitle", kind))));
        Stream.concat(TASK.stream(), OWN.stream())
                .forEach(field -> first(variables, field).ifPresent(value -> fields.put(field, value)));
    }

    private static Optional<Object> first(Map<String, Object> variables, String field) {
        return Stream.concat(Stream.of(field), STAND_INS.getOrDefault(field, List.of()).stream())
                .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
                .filter(value -> !"".equals(value))
                .findFirst();
    }
}
