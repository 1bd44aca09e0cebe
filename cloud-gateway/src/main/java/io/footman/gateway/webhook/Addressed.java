package io.footman.gateway.webhook;

import java.util.Optional;

/**
 * Where a verified webhook goes, and what the log may say about it.
 *
 * @param topic topic of the untouched message; empty when the event is not wanted
 * @param legacyCopy a second message for an unmodified Butler
 * @param type event type, or empty text when the source has none
 * @param tenant tenant id, or empty text
 * @param event event id, or empty text
 */
public record Addressed(
        Optional<String> topic, Optional<LegacyCopy> legacyCopy, String type, String tenant, String event) {
    /**
     * A second message with other content.
     *
     * @param payload UTF-8 JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared never.
    public record LegacyCopy(String topic, byte[] payload) {}
}
