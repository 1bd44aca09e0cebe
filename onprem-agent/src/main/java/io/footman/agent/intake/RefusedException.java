package io.footman.agent.intake;

/** A message is not accepted. Its text is one line without anything secret or personal. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    public RefusedException(RefusalReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public RefusalReason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
