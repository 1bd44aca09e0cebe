package io.footman.agent.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers with bodies. What the caller would accept is not asked for: Butler does not, and scripts rely on it. */
public final class Answers {
    static final MediaType JSON = MediaType.of("application/json; charset=utf-8");
    private static final MediaType TEXT = MediaType.of("text/plain; charset=utf-8");
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .writer();

    private Answers() {}

    /** A record, map, list or text as JSON; empty optionals and nulls of records are left out. */
    public static MutableHttpResponse<byte[]> json(HttpStatus status, Object value) {
        return of(status, JSON, bytes(value));
    }

    /** As {@link #json}, labelled as text like some of Butler's answers (Butler REST API §1, content-type quirk). */
    public static MutableHttpResponse<byte[]> jsonAsText(HttpStatus status, Object value) {
        return of(status, TEXT, bytes(value));
    }

    /** Plain text in UTF-8. */
    public static MutableHttpResponse<byte[]> text(HttpStatus status, String text) {
        return of(status, TEXT, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** 204 without a body. */
    public static MutableHttpResponse<byte[]> noContent() {
        return HttpResponse.noContent();
    }

    static MutableHttpResponse<byte[]> error(RestException error) {
        return of(error.status(), JSON, errorBody(error));
    }

    static byte[] errorBody(RestException error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", error.status().getCode());
        error.code().ifPresent(code -> body.put("code", code));
        body.put("error", error.status().getReason());
        body.put("message", error.text());
        return bytes(body);
    }

    private static MutableHttpResponse<byte[]> of(HttpStatus status, MediaType type, byte[] body) {
        // The length is told for a HEAD too, which keeps its connection open only with it.
        return HttpResponse.<byte[]>status(status)
                .contentType(type)
                .contentLength(body.length)
                .body(body);
    }

    private static byte[] bytes(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Answers are made of what JSON can hold", e);
        }
    }
}
