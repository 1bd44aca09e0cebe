package io.footman.gateway.webhook;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param detail reason of a refusal for the log; empty text when there is nothing to say
 * @param bytes size of the body, 0 when it was not read
 * @param addressed what is known of a verified webhook, null when it did not get that far
 */
public record GateResult(
        Outcome outcome, String detail, int bytes, @Nullable Addressed addressed) {
    static GateResult refused(Refusal refusal, int bytes) {
        return new GateResult(refusal.outcome(), refusal.detail(), bytes, null);
    }
}
