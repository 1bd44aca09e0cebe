package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.KeyValue;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be stored.
 *
 * @param key name of the value
 * @param value empty when the request has none: Butler then promises a key and forgets it
 * @param ttl milliseconds until the key is forgotten; 0 when never
 */
public record EntryRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String key,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        String value,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        long ttl) {
    /** @throws RestException 400, naming the field */
    static EntryRequest read(Fields fields) {
        String key = fields.text("key")
                .orElseThrow(() -> RestException.badRequest(
                        "Required parameter is missing: \"key\". Give the name to store the value under"));
        return of(key, fields);
    }

    /** With a key that was read already; an empty one is a key. @throws RestException 400, naming the field */
    public static EntryRequest of(String key, Fields fields) {
        return new EntryRequest(
                key,
                fields.text("value").orElse(""),
                fields.number("ttl").map(EntryRequest::milliseconds).orElse(0L));
    }

    /** The entry in a namespace. */
    public KeyValue in(String namespace) {
        return new KeyValue(namespace, key, value, ttl == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(ttl)));
    }

    /** Scripts write "never" as nothing, as 0 or as a negative number. */
    private static long milliseconds(double ttl) {
        return ttl <= 0 ? 0 : (long) Math.ceil(ttl);
    }
}
