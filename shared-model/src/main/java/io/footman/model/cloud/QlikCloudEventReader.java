package io.footman.model.cloud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body of a Qlik Cloud webhook. Strict where two readers could understand a body differently (encoding,
 * duplicate keys, trailing content), tolerant towards attributes it does not know. Safe for use by many threads.
 */
public final class QlikCloudEventReader {
    /** Deepest nesting of objects and lists; Qlik's events need about five. */
    public static final int DEEPEST_NESTING = 64;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String SEND_AS_RECEIVED = "Send the body as Qlik Cloud made it";

    private final ObjectReader json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_NESTING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // The data object stays as it was sent: 1.10 does not become 1.1.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    /**
     * Reads one event.
     *
     * @throws MalformedEventException when the bytes are no Qlik Cloud event
     */
    public QlikCloudEvent read(byte[] body) {
        return event(object(text(body)));
    }

    private static String text(byte[] body) {
        if (body.length == 0) {
            throw new MalformedEventException("body", "is empty", SEND_AS_RECEIVED);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
                throw new MalformedEventException("body", "starts with a byte order mark", "Send UTF-8 without one");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedEventException("body", "is not valid UTF-8", SEND_AS_RECEIVED);
        }
    }

    private ObjectNode object(String text) {
        try {
            JsonNode node = json.readValue(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new MalformedEventException("body", "is not a single JSON object", SEND_AS_RECEIVED);
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the body, so only the place is told.
            String place = e.getLocation() == null
                    ? ""
                    : " near character " + e.getLocation().getCharOffset();
            throw new MalformedEventException(
                    "body",
                    "is not valid JSON, holds a key twice or is nested deeper than " + DEEPEST_NESTING + place,
                    SEND_AS_RECEIVED);
        }
    }

    private static QlikCloudEvent event(ObjectNode document) {
        BodyForm form = form(document);
        Attributes attributes = new Attributes(document);
        return new QlikCloudEvent(
                attributes.required("id", "eventId"),
                attributes.required("type", "eventType"),
                attributes.required("source", "source"),
                attributes.time(),
                attributes.requiredExtension("tenantid", "tenantId"),
                attributes.optionalExtension("userid", "userId"),
                attributes.optionalExtension("ownerid", "ownerId"),
                attributes.optionalExtension("spaceid", "spaceId"),
                attributes.optionalExtension("toplevelresourceid", "topLevelResourceId"),
                form,
                data(document),
                attributes.further());
    }

    private static BodyForm form(ObjectNode document) {
        JsonNode cloudEvents = document.path("specversion");
        boolean legacy = document.path("cloudEventsVersion").isTextual();
        if (cloudEvents.isMissingNode() || cloudEvents.isNull()) {
            if (!legacy) {
                throw new MalformedEventException("specversion", "is missing", SEND_AS_RECEIVED);
            }
            return BodyForm.LEGACY;
        }
        if (!cloudEvents.isTextual() || !cloudEvents.textValue().startsWith("1.")) {
            throw new MalformedEventException("specversion", "is not 1.x", "Send CloudEvents 1.0");
        }
        return legacy ? BodyForm.HYBRID : BodyForm.CLOUD_EVENTS;
    }

    private static ObjectNode data(ObjectNode document) {
        JsonNode data = document.path("data");
        if (data.isMissingNode() || data.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (data instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedEventException("data", "is not a JSON object", SEND_AS_RECEIVED);
    }
}
