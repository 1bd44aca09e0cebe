package io.footman.quickstart;

/** Ends the quickstart; the message is one line for the user and says what to do. */
final class QuickstartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QuickstartException(String message) {
        super(message);
    }
}
