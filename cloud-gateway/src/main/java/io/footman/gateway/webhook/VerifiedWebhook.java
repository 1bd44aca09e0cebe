package io.footman.gateway.webhook;

import java.time.Instant;
import java.util.Optional;

/** A webhook whose signature was checked. Only {@link SignatureVerifier} makes one, and only this can be published. */
public final class VerifiedWebhook {
    private final RawWebhook raw;
    private final boolean signed;

    VerifiedWebhook(RawWebhook raw, boolean signed) {
        this.raw = raw;
        this.signed = signed;
    }

    /** The received bytes; shared, do not modify. */
    public byte[] body() {
        return raw.body();
    }

    /** The signature that was found valid; empty when unsigned webhooks are accepted. */
    public Optional<String> signature() {
        return signed ? Optional.ofNullable(raw.signature()).map(String::strip) : Optional.empty();
    }

    public String contentType() {
        return raw.contentType();
    }

    public Optional<String> traceparent() {
        return Optional.ofNullable(raw.traceparent());
    }

    public Instant receivedAt() {
        return raw.receivedAt();
    }
}
