package io.footman.agent.rest.access;

import java.io.Serial;

/** The file of the API keys cannot be read, understood or written; the message names the file, the cause and the remedy. */
public final class ApiKeyFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ApiKeyFileException(String message) {
        super(message);
    }

    ApiKeyFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /** As {@link #getMessage()}, never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
