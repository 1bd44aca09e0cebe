package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call was about, gathered for its audit entry. */
public final class Audit {
    private static final String ATTRIBUTE = "footman.audit";

    /** Many entries may wait in memory. One character more than is written, so that the entry shows that it was cut. */
    private static final int LONGEST = 1_001;

    private Audit() {}

    /** Adds to the entry of this call: what was touched, never a secret. */
    public static void note(HttpRequest<?> request, String name, String value) {
        Map<String, String> notes = find(request);
        if (notes == null) {
            // Shared with the thread that writes the entry, should the caller go away meanwhile.
            notes = Collections.synchronizedMap(new LinkedHashMap<>());
            request.setAttribute(ATTRIBUTE, notes);
        }
        notes.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
    }

    /** What has been noted so far, in order. */
    public static Map<String, String> notes(HttpRequest<?> request) {
        Map<String, String> notes = find(request);
        if (notes == null) {
            return Map.of();
        }
        synchronized (notes) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, String> find(HttpRequest<?> request) {
        // Without a type: with one, each look goes through Micronaut's conversions.
        return (Map<String, String>) request.getAttribute(ATTRIBUTE).orElse(null);
    }
}
