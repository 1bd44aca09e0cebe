package io.footman.agent.destination.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Subject;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The JSON of the full message. Tasks have the fields of Butler (Butler MQTT §4.1), always all of them, so that a reader
 * need not ask which are there; other events have what is known about them.
 */
final class FullFields {
    private static final List<String> TEXTS = List.of(
            "hostName",
            "user",
            "taskName",
            "taskId",
            "appName",
            "appId",
            "logTimeStamp",
            "logLevel",
            "executionId",
            "logMessage");
    private static final Map<String, String> LISTS = lists();
    private static final Set<String> METADATA =
            Set.of("qs_taskMetadata", "qs_appMetadata", "taskMetadata", "appMetadata");
    /** The kinds that Butler published; they have its fields and no others but the notes. */
    private static final Set<EventKind> BUTLERS = Set.of(
            EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED), EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED));

    private static final int SHORTENED = 1_000;

    private FullFields() {}

    /** The fields, shortened where they would be larger than {@code longestBytes}. */
    static ObjectNode of(EventContext context, Map<String, Object> variables, int longestBytes) {
        Map<String, Object> fields = context.event().subject().type() == Subject.Type.TASK
                ? task(context.event(), variables)
                : other(context, variables);
        if (variables.get(MessageVariables.NOTES) instanceof List<?> notes && !notes.isEmpty()) {
            fields.put("notes", notes);
        }
        return fitting((ObjectNode) JsonText.node(fields), longestBytes);
    }

    private static Map<String, Object> task(Event event, Map<String, Object> variables) {
        Map<String, Object> fields = new LinkedHashMap<>();
        TEXTS.forEach(name -> fields.put(name, variables.getOrDefault(name, "")));
        fields.computeIfPresent(
                "taskId", (name, id) -> id.equals("") ? event.subject().id() : id);
        LISTS.forEach((field, variable) -> fields.put(field, variables.getOrDefault(variable, List.of())));
        if (event.kind().equals(EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED))) {
            fields.put("qs_appMetadata", variables.getOrDefault("appMetadata", Map.of()));
        }
        fields.put("qs_taskMetadata", variables.getOrDefault("taskMetadata", Map.of()));
        if (!BUTLERS.contains(event.kind())) {
            fields.put("eventKind", event.kind().name());
        }
        return fields;
    }

    private static Map<String, Object> other(EventContext context, Map<String, Object> variables) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("eventKind", "eventTime", "eventSource", "eventSubject")) {
            fields.put(name, variables.getOrDefault(name, ""));
        }
        new TreeMap<>(context.variables())
                .forEach((name, value) -> fields.put(name, variables.getOrDefault(name, value)));
        return fields;
    }

    /** First without the copies of Qlik's own objects, then with shorter texts. */
    private static ObjectNode fitting(ObjectNode fields, int longestBytes) {
        if (JsonText.bytes(fields).length <= longestBytes) {
            return fields;
        }
        List<String> notes = new ArrayList<>();
        fields.path("notes").forEach(note -> notes.add(note.asText()));
        METADATA.stream().filter(fields::has).forEach(name -> fields.set(name, JsonText.object()));
        notes.add("Shortened: the whole message is larger than " + longestBytes + " bytes.");
        fields.set("notes", JsonText.node(notes));
        if (JsonText.bytes(fields).length > longestBytes) {
            fields.properties().forEach(field -> field.setValue(shortened(field.getValue())));
        }
        return fields;
    }

    private static JsonNode shortened(JsonNode value) {
        return value.isTextual() ? TextNode.valueOf(TextCut.keepStart(value.textValue(), SHORTENED)) : value;
    }

    private static Map<String, String> lists() {
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("qs_appTags", "appTags");
        lists.put("qs_appCustomProperties", "appCustomProperties");
        lists.put("qs_taskTags", "taskTags");
        lists.put("qs_taskCustomProperties", "taskCustomProperties");
        return lists;
    }
}
