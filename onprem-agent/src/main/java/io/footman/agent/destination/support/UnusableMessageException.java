package io.footman.agent.destination.support;

/** A template gave something that its destination cannot take. The message is the end of a sentence that begins with the template. */
public final class UnusableMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableMessageException(String problem) {
        super(problem);
    }
}
