package io.footman.agent.route;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text with {@code *} for any letters and {@code ?} for one; upper and lower case are the same, as in Qlik's own
 * searches.
 */
final class Glob {
    private final String text;
    private final Pattern pattern;

    Glob(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        for (String piece : text.split("(?=[*?])|(?<=[*?])", -1)) {
            regex.append(
                    switch (piece) {
                        case "*" -> ".*";
                        case "?" -> ".";
                        default -> Pattern.quote(piece);
                    });
        }
        this.pattern =
                Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean matches(String candidate) {
        return pattern.matcher(candidate).matches();
    }

    boolean isPlain() {
        return text.indexOf('*') < 0 && text.indexOf('?') < 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equalsIgnoreCase(text);
    }

    @Override
    public int hashCode() {
        return text.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
