package io.footman.model.mqtt;

import java.util.Optional;

/** Topic names that gateway and agent agree on, and the guard for values that become part of a topic. */
public final class Topics {
    /** App reload events, as the field already uses (Qlik webhooks §7). */
    public static final String APP_RELOAD = "qscloud/app/reload/{tenantId}";

    /** All other Qlik Cloud events. */
    public static final String OTHER_EVENT = "qscloud/event/{type}/{tenantId}";

    /** Longest value that becomes one topic level, in characters. Qlik's tenant ids have 32. */
    public static final int LONGEST_LEVEL = 64;

    /** Longest event type that becomes a topic level, in characters. */
    public static final int LONGEST_TYPE = 128;

    private Topics() {}

    /**
     * What is wrong with a tenant id as one topic level; empty when it is safe. Only letters, digits, dot, hyphen and
     * underscore pass, so nothing can leave its level, add a wildcard or reach the broker's own {@code $} topics.
     */
    public static Optional<String> tenantIdProblem(String tenantId) {
        return levelProblem(tenantId, LONGEST_LEVEL);
    }

    /** As {@link #tenantIdProblem} for an event type. */
    public static Optional<String> typeProblem(String type) {
        return levelProblem(type, LONGEST_TYPE);
    }

    private static Optional<String> levelProblem(String text, int longest) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.length() > longest) {
            return Optional.of("is longer than " + longest + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isSafe(text.charAt(i))) {
                return Optional.of("holds a character other than letters, digits, dot, hyphen and underscore");
            }
        }
        return Optional.empty();
    }

    private static boolean isSafe(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }
}
