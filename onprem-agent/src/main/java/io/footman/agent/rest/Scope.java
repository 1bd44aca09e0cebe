package io.footman.agent.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may be allowed to do: the words of API keys and of {@code footman.rest.access}. */
public enum Scope {
    /** Harmless questions: ping, conversions, documentation. */
    INFO,
    FILES,
    TASKS,
    MESSAGES,
    KEYVALUES,
    SCHEDULES,
    APPS;

    /** As it is written in configuration and commands. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope with this label, upper and lower case alike. */
    public static Optional<Scope> of(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equalsIgnoreCase(label.strip()))
                .findFirst();
    }
}
