package io.footman.agent.qlik.repository;

import io.footman.agent.model.FailureReason;
import java.util.concurrent.CompletionException;

/** A call to the repository failed. The message completes a sentence that starts with "because", and holds no secret. */
public final class RepositoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final int status;

    RepositoryException(FailureReason reason, String message) {
        this(reason, 0, message);
    }

    RepositoryException(FailureReason reason, int status, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.status = status;
    }

    /** The cause of a failed stage; anything but a failed call is a defect of Footman. */
    public static RepositoryException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RepositoryException known
                ? known
                : new RepositoryException(
                        FailureReason.INTERNAL,
                        "of a defect in Footman (" + cause.getClass().getSimpleName() + "); see its log");
    }

    /** The alert does not wait any longer for this answer. */
    public static RepositoryException tooLate() {
        return new RepositoryException(
                FailureReason.TIMEOUT, "the repository service did not answer before qlik-sense.deadline");
    }

    public FailureReason reason() {
        return reason;
    }

    /** The repository has no such thing, does not have it yet, or hides it from the configured user. */
    public boolean isNotFound() {
        return status == 404;
    }

    /** The repository is away, overloaded or in trouble: worth waiting for. */
    public boolean isOutage() {
        return switch (reason) {
            case UNREACHABLE, TIMEOUT, SERVER_ERROR, RATE_LIMITED -> true;
            default -> false;
        };
    }

    /** Certificate, user or trust are wrong: waiting changes nothing, an administrator must. */
    public boolean isRefusal() {
        return reason == FailureReason.AUTH || reason == FailureReason.TLS;
    }

    /** What a status other than success means, in words for the reader of an alert (QRS API §1.1). */
    static RepositoryException ofStatus(int status) {
        return switch (status) {
            case 401, 403 ->
                new RepositoryException(
                        FailureReason.AUTH,
                        status,
                        "the repository service refuses the client certificate or the user of qlik-sense.user ("
                                + status + ")");
            case 404 ->
                new RepositoryException(
                        FailureReason.CLIENT_ERROR, status, "the repository service has no such thing (404)");
            case 408, 429 ->
                new RepositoryException(
                        FailureReason.RATE_LIMITED, status, "the repository service asks to wait (" + status + ")");
            default ->
                status >= 500
                        ? new RepositoryException(
                                FailureReason.SERVER_ERROR,
                                status,
                                "the repository service has a problem of its own (" + status + ")")
                        : new RepositoryException(
                                FailureReason.CLIENT_ERROR,
                                status,
                                "the repository service answered in an unexpected way (" + status + ")");
        };
    }
}
