package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.CutText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads Qlik Cloud's answers leniently: fields may be missing or new. */
final class Json {
    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(JsonNode.class);

    private Json() {}

    /** @throws QlikCloudException when the answer is not a whole JSON object */
    static JsonNode object(CutText answer) {
        if (answer.isCut()) {
            throw new QlikCloudException(FailureReason.TOO_LARGE, "Qlik Cloud's answer is too large");
        }
        try {
            JsonNode node = READER.readValue(answer.text());
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Falls through: the text may hold personal data and is not told.
        }
        throw new QlikCloudException(FailureReason.SERVER_ERROR, 200, "Qlik Cloud's answer is not the expected JSON");
    }

    static Optional<String> text(JsonNode object, String field) {
        return Optional.ofNullable(object.path(field).textValue()).filter(text -> !text.isBlank());
    }

    static Optional<Instant> time(JsonNode object, String field) {
        return text(object, field).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
