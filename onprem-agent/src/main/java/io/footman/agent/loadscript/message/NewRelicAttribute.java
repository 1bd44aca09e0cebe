package io.footman.agent.loadscript.message;

import io.footman.agent.rest.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An attribute that New Relic stores with a metric or an event. */
record NewRelicAttribute(String name, String value) {
    static final int LONGEST_NAME = 254;
    private static final int LONGEST_VALUE = 4_096;

    static List<NewRelicAttribute> read(Fields fields) {
        return fields.inners("attributes").stream()
                .map(each -> new NewRelicAttribute(
                        Texts.required(each, "name", LONGEST_NAME),
                        Texts.optional(each, "value", LONGEST_VALUE).orElse("")))
                .toList();
    }

    /** By name; of one that is given several times the last counts. */
    static Map<String, String> byName(List<NewRelicAttribute> attributes) {
        Map<String, String> byName = new LinkedHashMap<>();
        attributes.forEach(each -> byName.put(each.name(), each.value()));
        return byName;
    }
}
