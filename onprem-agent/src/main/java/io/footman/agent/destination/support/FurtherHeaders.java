package io.footman.agent.destination.support;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers that the user adds to each call: section {@code headers} of a destination. Their values count as secrets. */
public final class FurtherHeaders {
    /** Set by the HTTP client or by Footman itself. */
    private static final Set<String> TAKEN =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection", "idempotency-key");

    private static final String NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String VALUE = "[\\x20-\\x7e]*";

    private FurtherHeaders() {}

    /** Reads the section; mistakes are collected there. {@code alsoTaken} are names that the destination sets, in lower case. */
    public static Map<String, Secret> read(Settings section, Set<String> alsoTaken) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String name : section.names()) {
            String value = section.text(name, "");
            String lower = name.toLowerCase(Locale.ROOT);
            if (!name.matches(NAME) || !value.matches(VALUE)) {
                section.mistake(name, "is no valid HTTP header", "Use visible ASCII characters in one line");
            } else if (TAKEN.contains(lower) || alsoTaken.contains(lower)) {
                section.mistake(name, "is a header that Footman sets itself", "Remove it; see content-type");
            } else {
                headers.put(name, new Secret(value));
            }
        }
        return headers;
    }
}
