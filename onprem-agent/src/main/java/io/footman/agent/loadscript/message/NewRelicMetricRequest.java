package io.footman.agent.loadscript.message;

import io.footman.agent.destination.message.NewRelicMetric;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A measured value for New Relic (Butler REST API §3.9).
 *
 * @param name of the metric
 * @param type always {@code gauge}
 * @param value what was measured
 * @param timestamp milliseconds since 1970 (UTC); by default now
 * @param attributes the script's own; they override those of the configuration
 */
record NewRelicMetricRequest(
        String name,
        String type,
        double value,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        Optional<Long> timestamp,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        List<NewRelicAttribute> attributes) {
    private static final String ONLY_TYPE = "gauge";

    static NewRelicMetricRequest read(Fields fields) {
        String name = Texts.required(fields, "name", NewRelicAttribute.LONGEST_NAME);
        String type = fields.requiredText("type");
        if (!type.equals(ONLY_TYPE)) {
            throw RestException.invalid(
                    fields.path() + "/type must be equal to one of the allowed values: " + ONLY_TYPE);
        }
        double value = fields.number("value")
                .orElseThrow(() -> RestException.invalid(fields.path() + " must have required property 'value'"));
        return new NewRelicMetricRequest(
                name, type, value, fields.number("timestamp").map(Double::longValue), NewRelicAttribute.read(fields));
    }

    NewRelicMetric message() {
        return new NewRelicMetric(name, value, timestamp, NewRelicAttribute.byName(attributes));
    }
}
