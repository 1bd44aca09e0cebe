package io.footman.agent.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micronaut.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a request read as JSON. Load scripts paste values into it without escaping ("Calling an HTTP API from a Qlik load
 * script" §5.2, quirk 5), so what is wrong is told with its place; what two readers could understand differently is refused.
 */
final class JsonBody {
    private static final String CODE = "FST_ERR_CTP_INVALID_JSON_BODY";
    private static final int DEEPEST = 64;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonBody() {}

    /**
     * The tree; a missing node for a body that is absent or blank.
     *
     * @throws RestException 400, naming the place
     */
    static JsonNode tree(byte @Nullable [] body) {
        String text = body == null ? "" : text(body);
        if (text.isBlank()) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            return READER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw refusal("Body is nested deeper than " + DEEPEST + " levels or holds a number of more than "
                    + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " digits. Send it flatter and shorter");
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw refusal("Body is not valid JSON" + where + problem(e)
                    + ". Inside a value write \\\" for a quote, \\\\ for a backslash and \\n for a line break");
        }
    }

    /** Only the problem that Jackson states without its own words for tokens and classes. */
    private static String problem(JsonProcessingException e) {
        return e.getOriginalMessage().startsWith("Duplicate field") ? ": a field is there twice" : "";
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refusal("Body is not UTF-8. Send it in UTF-8, or write other letters as \\u00fc");
        }
    }

    private static RestException refusal(String message) {
        return RestException.coded(HttpStatus.BAD_REQUEST, CODE, message);
    }
}
