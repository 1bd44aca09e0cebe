package io.footman.agent.qlik.cloud;

import io.footman.agent.model.FailureReason;

/** A look-up failed. The message completes a sentence that starts with "because", and holds no secret. */
public final class QlikCloudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final int status;

    QlikCloudException(FailureReason reason, String message) {
        this(reason, 0, message);
    }

    QlikCloudException(FailureReason reason, int status, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.status = status;
    }

    public FailureReason reason() {
        return reason;
    }

    /** Qlik Cloud has no such thing, hides it from this API key, or does not have it yet. */
    boolean isNotFound() {
        return status == 404;
    }

    /** Whether the same call may succeed a moment later. */
    boolean isPassing() {
        return reason == FailureReason.SERVER_ERROR
                || reason == FailureReason.UNREACHABLE
                || reason == FailureReason.TIMEOUT;
    }
}
