package io.footman.agent.loadscript.message;

import io.footman.agent.destination.message.NewRelicEvent;
import io.footman.agent.destination.message.NewRelicMetric;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Metrics and events for New Relic (Butler REST API §3.9). */
final class NewRelicRequests {
    private static final int LONGEST_NAME = 254;
    private static final int LONGEST_VALUE = 4_096;
    private static final String ONLY_TYPE = "gauge";

    private NewRelicRequests() {}

    /** @throws RestException 400 */
    static NewRelicMetric metric(Fields fields) {
        String name = Texts.required(fields, "name", LONGEST_NAME);
        if (!fields.requiredText("type").equals(ONLY_TYPE)) {
            throw RestException.invalid(fields.path() + "/type must be equal to one of the allowed values: " + ONLY_TYPE);
        }
        double value = fields.number("value")
                .orElseThrow(() -> RestException.invalid(fields.path() + " must have required property 'value'"));
        return new NewRelicMetric(name, value, timestamp(fields), attributes(fields));
    }

    /** @throws RestException 400 */
    static NewRelicEvent event(Fields fields) {
        return new NewRelicEvent(
                Texts.required(fields, "eventType", LONGEST_NAME), timestamp(fields), attributes(fields));
    }

    private static Optional<Long> timestamp(Fields fields) {
        return fields.number("timestamp").map(Double::longValue);
    }

    private static Map<String, String> attributes(Fields fields) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Fields attribute : fields.inners("attributes")) {
            attributes.put(
                    Texts.required(attribute, "name", LONGEST_NAME),
                    Texts.optional(attribute, "value", LONGEST_VALUE).orElse(""));
        }
        return attributes;
    }
}
