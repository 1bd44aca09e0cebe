package io.footman.agent.qlik.repository;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition on entities in the repository's own language (QRS API §1.3), built so that no value can become part of the
 * expression.
 */
public final class Filter {
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z]+(\\.[A-Za-z]+)*");

    private final String expression;

    private Filter(String expression) {
        this.expression = expression;
    }

    /** The one entity with this id. */
    public static Filter id(Guid id) {
        return new Filter("id eq " + id);
    }

    /** The entities with one of these ids, which must be at least one. */
    static Filter ids(List<Guid> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no id to filter by");
        }
        return new Filter(ids.stream().map(id -> "id eq " + id).collect(Collectors.joining(" or ")));
    }

    /** The results of one execution session (QRS API §4.1). */
    static Filter session(Guid session) {
        return new Filter("ExecutionId eq " + session);
    }

    /**
     * Equality with a text, which the repository compares ignoring case. How it escapes quotes is not documented; doubling
     * them is what the field does, so a caller compares what comes back once more.
     *
     * @param property names joined by dots, such as {@code tags.name}
     */
    public static Filter equal(String property, String text) {
        if (!PROPERTY.matcher(property).matches()) {
            throw new IllegalArgumentException("not a property of an entity: " + property);
        }
        return new Filter(property + " eq '" + text.replace("'", "''") + "'");
    }

    /** Both conditions. They need not hold for the same element of a list (QRS API §1.3). */
    public Filter and(Filter other) {
        return new Filter("(" + expression + ") and (" + other.expression + ")");
    }

    /** The expression as a query parameter: {@code filter=…}, percent-encoded as a whole. */
    String query() {
        return "filter=" + URLEncoder.encode(expression, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return expression;
    }
}
