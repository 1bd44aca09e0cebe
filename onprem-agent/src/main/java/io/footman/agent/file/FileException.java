package io.footman.agent.file;

/**
 * Why something was not done. The message is meant for the caller: it names paths as they were sent, and nothing of the
 * server beyond them.
 */
public final class FileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What kind of thing went wrong. */
    public enum Reason {
        /** The path can never name a file of this machine. */
        INVALID,
        /** A network path on a system that has none. */
        NETWORK_PATH,
        /** Outside of what is approved. */
        NOT_APPROVED,
        /** What is to be copied, moved or deleted is not there. */
        MISSING,
        /** Everything else, such as a full disk or missing rights. */
        FAILED,
        /** Too much of the kind is under way. */
        BUSY
    }

    public FileException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
