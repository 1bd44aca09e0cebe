package io.footman.agent.model;

import java.util.Locale;

/** Why a rule that fits an event led to no message. Stored with each such decision. */
public enum SuppressionReason {
    /** The app does not carry the tag that the destination asks for. */
    NOT_OPTED_IN,
    /** Nobody to tell: no recipients, or the owner is excluded or has no address. */
    NO_RECIPIENT,
    /** Told already: another message about the same occurrence came first. */
    ALREADY_TOLD,
    /** Within the rate limit's window of a message that was delivered. */
    RATE_LIMITED;

    /** As written in logs, metrics and the journal: {@code rate-limited}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
