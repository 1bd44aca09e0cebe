package io.footman.agent.loadscript.task;

import io.footman.agent.journal.KeyValue;
import io.footman.agent.loadscript.keyvalue.EntryRequest;
import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.footman.agent.starttask.StartOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A call to start tasks (Butler REST API §3.6, load scripts §5.1).
 *
 * @param order the tasks
 * @param keyValues stored before anything is started
 */
record StartCall(StartOrder order, List<KeyValue> keyValues) {
    /** Stands in the path when only the body names tasks. */
    private static final String NO_TASK = "-";

    /** Items in a body; each may be a question to the repository, or a write. */
    private static final int MOST_ITEMS = 100;

    StartCall {
        keyValues = List.copyOf(keyValues);
    }

    /**
     * Reads path and body; a missing body, an empty one and an empty object say nothing more.
     *
     * @throws RestException 400 that names the item and what it lacks
     */
    static StartCall read(String taskId, boolean allIdsMustExist, byte[] body) {
        List<String> ids = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        List<CustomProperty> properties = new ArrayList<>();
        List<KeyValue> keyValues = new ArrayList<>();
        if (!taskId.equals(NO_TASK)) {
            ids.add(taskId);
        }
        for (Fields item : items(body)) {
            String type = item.requiredText("type");
            Fields payload = payload(item);
            switch (type) {
                case "starttaskid" -> ids.add(filled(payload, "taskId"));
                case "starttasktag" -> tags.add(filled(payload, "tag"));
                case "starttaskcustomproperty" ->
                    properties.add(new CustomProperty(
                            filled(payload, "customPropertyName"), filled(payload, "customPropertyValue")));
                case "keyvaluestore" -> keyValues.add(keyValue(payload));
                default ->
                    throw RestException.invalid(item.path() + "/type must be equal to one of the allowed values:"
                            + " starttaskid, starttasktag, starttaskcustomproperty, keyvaluestore");
            }
        }
        return new StartCall(
                new StartOrder(
                        ids,
                        allIdsMustExist,
                        tags.stream().distinct().toList(),
                        properties.stream().distinct().toList()),
                keyValues);
    }

    private static List<Fields> items(byte[] body) {
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            return List.of();
        }
        List<Fields> items = Fields.list(body);
        if (items.size() > MOST_ITEMS) {
            throw RestException.invalid("body must not have more than " + MOST_ITEMS + " items, and has " + items.size()
                    + ". Split them into several calls, or give the tasks a tag");
        }
        boolean single = new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("{");
        return single && items.get(0).text("type").isEmpty() ? List.of() : items;
    }

    private static Fields payload(Fields item) {
        return item.inner("payload")
                .orElseThrow(() -> RestException.invalid(item.path() + " must have required property 'payload'"));
    }

    private static String filled(Fields payload, String field) {
        String text = payload.requiredText(field);
        if (text.isBlank()) {
            throw RestException.invalid(payload.path() + "/" + field + " must not be empty");
        }
        return text;
    }

    private static KeyValue keyValue(Fields payload) {
        return EntryRequest.of(payload.requiredText("key"), payload).in(filled(payload, "namespace"));
    }
}
