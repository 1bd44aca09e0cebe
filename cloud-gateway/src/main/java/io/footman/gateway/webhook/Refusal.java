package io.footman.gateway.webhook;

/** Ends the checks of a request. The detail goes to the log only and never quotes the body or a secret. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public Refusal(Outcome outcome, String detail) {
        // No stack trace: refusing is daily business and must be cheap under attack.
        super(detail, null, false, false);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
