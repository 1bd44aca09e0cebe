package io.footman.gateway.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that nobody has verified yet. It cannot be published.
 *
 * @param body the received bytes
 * @param signature value of the signature header, or null when absent
 * @param contentType value of the content type header, printable ASCII
 * @param traceparent W3C trace context, or null when absent or malformed
 * @param receivedAt when the request came in
 */
@SuppressWarnings("ArrayRecordComponent") // Shared on purpose: the bytes are copied nowhere between socket and broker.
public record RawWebhook(
        byte[] body,
        @Nullable String signature,
        String contentType,
        @Nullable String traceparent,
        Instant receivedAt) {}
