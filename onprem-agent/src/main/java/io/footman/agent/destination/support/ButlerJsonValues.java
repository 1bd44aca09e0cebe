package io.footman.agent.destination.support;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares values for Butler's Slack and Teams templates, which are JSON texts with {@code {{name}}} and
 * {@code {{{name}}}} between their quotes. As Butler does it for logs, carriage returns go, line ends and tabs become
 * {@code \n} and {@code \t}, backslashes are doubled. Quotes become {@code \u0022}, which survives HTML escaping as well
 * as none: so a quote in an owner's name does not break the message.
 */
final class ButlerJsonValues {
    private ButlerJsonValues() {}

    /** A view: a template asks for few variables, and some are large, such as Qlik's whole objects. */
    static Map<String, Object> of(Map<String, Object> variables) {
        return new Prepared(variables);
    }

    private static final class Prepared extends AbstractMap<String, Object> {
        private final Map<String, Object> plain;

        Prepared(Map<String, Object> plain) {
            this.plain = plain;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            return prepared(plain.get(name));
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return plain.containsKey(name);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            plain.forEach((name, value) -> all.put(name, prepared(value)));
            return all.entrySet();
        }
    }

    @SuppressWarnings("NullAway") // JSON null stays null inside of lists and maps
    private static Object prepared(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            list.forEach(entry -> result.add(prepared(entry)));
            return result;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((name, entry) -> result.put(String.valueOf(name), prepared(entry)));
            return result;
        }
        return value;
    }

    static String text(String text) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\r' -> {}
                case '\n' -> result.append("\\n");
                case '\t' -> result.append("\\t");
                case '\\' -> result.append("\\\\");
                case '"' -> result.append("\\u0022");
                default -> {
                    if (character < ' ') {
                        result.append(String.format("\\u%04x", (int) character));
                    } else {
                        result.append(character);
                    }
                }
            }
        }
        return result.toString();
    }
}
