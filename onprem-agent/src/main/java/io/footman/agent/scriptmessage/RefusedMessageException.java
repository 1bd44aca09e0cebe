package io.footman.agent.scriptmessage;

import java.io.Serial;

/** A message is not taken: it could never be sent. Nothing was stored. */
public final class RefusedMessageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** What stands against it. */
    public enum Why {
        /** The message itself: too long, no topic. */
        UNUSABLE,
        /** The configuration. */
        NOT_ALLOWED,
        /** Its idempotency key belongs to another message. */
        KEY_TAKEN
    }

    RefusedMessageException(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
