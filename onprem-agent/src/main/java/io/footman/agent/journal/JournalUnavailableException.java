package io.footman.agent.journal;

/** Nothing could be stored: disk full, database unreachable, journal closing. The message names cause and remedy. */
public final class JournalUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
