package io.footman.agent.destination.webhook;

import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.model.EventKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an outgoing webhook under Butler's names, in Butler's order (reference "Outgoing webhooks"). For events
 * of Qlik Cloud, which Butler never sent: {@code hostName} is the tenant's configured name, {@code executionId} the reload
 * id, {@code logTimeStamp} the event's time. Footman's own fields follow.
 */
final class WebhookFields {
    private static final Map<String, String> EVENTS = Map.of(
            EventKind.APP_RELOAD_FAILED.name(), "Qlik Cloud app reload failed",
            EventKind.APP_RELOAD_SUCCEEDED.name(), "Qlik Cloud app reload succeeded",
            EventKind.APP_RELOAD_CANCELED.name(), "Qlik Cloud app reload canceled");

    /** Field, then the variables it is taken from, the first that is there. */
    private static final Map<String, List<String>> SOURCES = sources();

    private WebhookFields() {}

    static Map<String, Object> of(Map<String, Object> variables) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String kind = String.valueOf(variables.getOrDefault("eventKind", ""));
        fields.put("event", EVENTS.getOrDefault(kind, String.valueOf(variables.getOrDefault("footmanTitle", kind))));
        SOURCES.forEach((field, names) -> first(variables, names).ifPresent(value -> fields.put(field, value)));
        if (variables.get(MessageVariables.NOTES) instanceof List<?> notes && !notes.isEmpty()) {
            fields.put("notes", notes);
        }
        return fields;
    }

    private static Optional<Object> first(Map<String, Object> variables, List<String> names) {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
                .filter(value -> !"".equals(value))
                .findFirst();
    }

    private static Map<String, List<String>> sources() {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        sources.put("hostName", List.of("hostName", "eventSource"));
        sources.put("user", List.of("user", "userName", "userId"));
        for (String same : List.of(
                "taskName",
                "taskId",
                "appName",
                "appId",
                "appOwnerName",
                "appOwnerUserDirectory",
                "appOwnerUserId",
                "appOwnerEmail")) {
            sources.put(same, List.of(same));
        }
        sources.put("logTimeStamp", List.of("logTimeStamp", "eventTime"));
        sources.put("logLevel", List.of("logLevel"));
        sources.put("executionId", List.of("executionId", "reloadId"));
        sources.put("logMessage", List.of("logMessage", "errorMessage"));
        for (String own :
                List.of("eventKind", "tenantId", "tenantUrl", "appUrl", "reloadTrigger", "errorCode", "errorMessage")) {
            sources.put(own, List.of(own));
        }
        return sources;
    }
}
