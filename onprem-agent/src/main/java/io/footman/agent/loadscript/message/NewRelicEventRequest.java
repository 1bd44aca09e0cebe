package io.footman.agent.loadscript.message;

import io.footman.agent.destination.message.NewRelicEvent;
import io.footman.agent.rest.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A custom event for New Relic (Butler REST API §3.9).
 *
 * @param eventType New Relic's name for the table it goes into
 * @param timestamp milliseconds since 1970 (UTC); by default now
 * @param attributes the script's own; they override those of the configuration
 */
record NewRelicEventRequest(
        String eventType,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        Optional<Long> timestamp,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        List<NewRelicAttribute> attributes) {
    static NewRelicEventRequest read(Fields fields) {
        return new NewRelicEventRequest(
                Texts.required(fields, "eventType", NewRelicAttribute.LONGEST_NAME),
                fields.number("timestamp").map(Double::longValue),
                NewRelicAttribute.read(fields));
    }

    NewRelicEvent message() {
        return new NewRelicEvent(eventType, timestamp, NewRelicAttribute.byName(attributes));
    }
}
