package io.footman.agent.qlik.repository;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An id of the repository: 8-4-4-4-12 hexadecimal digits in lower case. Nothing that could lead to another path or break
 * out of a filter.
 */
public record Guid(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    public Guid {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an id of the repository");
        }
    }

    /** Any spelling: upper case, braces, blanks around; empty for the all-zero id, which means "none", and for other texts. */
    public static Optional<Guid> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("{") && plain.endsWith("}")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return FORM.matcher(plain).matches() && !plain.equals(NONE) ? Optional.of(new Guid(plain)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
