package io.footman.agent.destination.newrelic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.TextCut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flat set of attributes as New Relic takes it (docs.newrelic.com, custom event data, limits): texts and numbers only, so
 * that whatever has an inner structure becomes JSON text.
 */
final class Attributes {
    /** New Relic takes 254; some are left for what its own side and the format add. */
    private static final int MOST = 250;

    private static final String NOTES = "footman_notes";
    private static final int LONGEST_NAME = 255;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private int leftOut;

    /** Adds a value; an empty one says nothing and is left out. The first of one name stays. */
    void add(String name, @Nullable Object value) {
        if (value == null || isEmpty(value) || values.containsKey(name)) {
            return;
        }
        if (values.size() >= MOST) {
            leftOut++;
            return;
        }
        values.put(TextCut.keepStart(name.replaceAll("\\p{Cntrl}", " "), LONGEST_NAME), flat(value));
    }

    /** Adds what a reader must know, and that attributes were left out, if so. There is always room for it. */
    void addNotes(Collection<String> notes) {
        List<String> all = new ArrayList<>(notes);
        if (leftOut > 0) {
            all.add(leftOut + " attributes found no room: New Relic takes some 250.");
        }
        if (!all.isEmpty()) {
            values.put(NOTES, String.join(" ", all));
        }
    }

    /** As JSON, no text longer than so many bytes of UTF-8. */
    ObjectNode json(int longestValue) {
        ObjectNode json = JsonText.object();
        values.forEach((name, value) -> json.set(
                name,
                JsonText.node(
                        value instanceof String text
                                ? TextCut.keepStart(text, longestValue, TextCut.MARK, TextCut::utf8Bytes)
                                : value)));
        return json;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof String text && text.isBlank()
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    private static Object flat(Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long) {
            return value;
        }
        return value instanceof Collection || value instanceof Map
                ? JsonText.node(value).toString()
                : value.toString();
    }
}
