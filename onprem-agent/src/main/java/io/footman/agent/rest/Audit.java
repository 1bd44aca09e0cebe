package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a call was about, gathered for its audit entry. */
public final class Audit {
    private static final String ATTRIBUTE = "footman.audit";

    private Audit() {}

    /** Adds to the entry of this call: what was touched, never a secret. */
    public static void note(HttpRequest<?> request, String name, String value) {
        notes(request).put(name, value);
    }

    /** What has been noted so far, in order. */
    public static Map<String, String> notes(HttpRequest<?> request) {
        @SuppressWarnings("unchecked")
        Map<String, String> notes = request.getAttribute(ATTRIBUTE, Map.class)
                .map(found -> (Map<String, String>) found)
                .orElse(null);
        if (notes == null) {
            notes = new LinkedHashMap<>();
            request.setAttribute(ATTRIBUTE, notes);
        }
        return notes;
    }
}
