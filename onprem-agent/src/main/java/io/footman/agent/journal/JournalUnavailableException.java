package io.footman.agent.journal;

import org.jspecify.annotations.Nullable;

/** Nothing could be stored: disk full, database unreachable, journal closing. The message names cause and remedy. */
public final class JournalUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
