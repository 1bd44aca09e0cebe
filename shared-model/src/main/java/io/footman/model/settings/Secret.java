package io.footman.model.settings;

import java.util.Objects;

/**
 * A value that must never be printed. {@link #toString()} shows a mask, so that a secret inside a record or a log
 * argument stays hidden; {@link #reveal()} is the only way to the text.
 */
public final class Secret {
    private static final String MASK = "****";

    private final String text;

    public Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** The secret itself. Pass it on, do not keep it and do not log it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
