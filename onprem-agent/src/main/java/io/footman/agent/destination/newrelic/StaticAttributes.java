package io.footman.agent.destination.newrelic;

import io.footman.model.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Attributes whose values the user wrote.
 *
 * @param values by name
 */
record StaticAttributes(Map<String, String> values) {
    /** New Relic drops these or means something else by them (docs.newrelic.com, custom event data, reserved words). */
    private static final Set<String> RESERVED = Set.of(
            "accountId",
            "appId",
            "eventType",
            "timestamp",
            "entity.guid",
            "entity.name",
            "entity.type",
            "message",
            "logtype");

    private static final String NAME = "[A-Za-z0-9_:./-]{1,255}";

    /** Reads a section of names and values; mistakes are collected there. */
    static StaticAttributes read(Settings section) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : section.names()) {
            String value = section.text(name, "");
            if (!name.matches(NAME)) {
                section.mistake(
                        name,
                        "is no name that New Relic takes",
                        "Use letters, digits and _ : . / - only, at most 255 of them");
            } else if (RESERVED.contains(name)) {
                section.mistake(name, "is a name that New Relic keeps for itself", "Choose another name");
            } else {
                values.put(name, value);
            }
        }
        return new StaticAttributes(values);
    }

    /** These and those, which win. */
    StaticAttributes and(StaticAttributes further) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(further.values);
        return new StaticAttributes(all);
    }
}
