package io.footman.agent.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One call to be made.
 *
 * @param method GET, POST or PUT
 * @param address where to, query included
 * @param headers further headers; values may be secrets
 * @param body what to send, with its content type; empty for GET
 */
public record OutgoingRequest(String method, URI address, Map<String, String> headers, Optional<Body> body) {
    public OutgoingRequest {
        headers = Map.copyOf(headers);
    }

    /** A POST of a JSON text. */
    public static OutgoingRequest postJson(URI address, Map<String, String> headers, byte[] json) {
        return new OutgoingRequest(
                "POST", address, headers, Optional.of(new Body("application/json; charset=utf-8", json)));
    }

    /**
     * A body.
     *
     * @param contentType as written into the header
     * @param bytes as they go out
     */
    @SuppressWarnings("ArrayRecordComponent") // made, sent and dropped; never compared
    public record Body(String contentType, byte[] bytes) {}
}
