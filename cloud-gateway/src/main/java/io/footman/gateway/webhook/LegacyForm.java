package io.footman.gateway.webhook;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.model.cloud.EventTypes;
import io.footman.model.cloud.QlikCloudEvent;
import java.io.IOException;
import java.util.Optional;

/** Adds the legacy attributes that an unmodified Butler reads to a body (Qlik webhooks §5 and §7); nothing is taken away. */
final class LegacyForm {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private LegacyForm() {}

    /** @param body the bytes that {@code event} was read from */
    static byte[] of(byte[] body, QlikCloudEvent event) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree(body);
            put(document, "cloudEventsVersion", Optional.of("0.1"));
            put(document, "contentType", Optional.of("application/json"));
            put(document, "eventTypeVersion", Optional.of("1.0.0"));
            put(document, "eventId", Optional.of(event.id()));
            put(document, "eventTime", event.time().map(Object::toString));
            // Butler compares the name literally, so renamed types get the old name.
            document.put("eventType", EventTypes.canonical(event.type()));
            JsonNode present = document.path("extensions");
            ObjectNode extensions = present instanceof ObjectNode object ? object : document.putObject("extensions");
            put(extensions, "tenantId", Optional.of(event.tenantId()));
            put(extensions, "userId", event.userId());
            put(extensions, "ownerId", event.ownerId());
            put(extensions, "spaceId", event.spaceId());
            put(extensions, "topLevelResourceId", event.topLevelResourceId());
            return JSON.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new IllegalStateException("the body was read as JSON before", e);
        }
    }

    private static void put(ObjectNode object, String name, Optional<String> value) {
        if (!object.hasNonNull(name)) {
            value.ifPresent(text -> object.put(name, text));
        }
    }
}
