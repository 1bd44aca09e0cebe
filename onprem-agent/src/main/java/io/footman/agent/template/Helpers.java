package io.footman.agent.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.HelperRegistry;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.DefaultHelperRegistry;
import com.github.jknack.handlebars.helper.EachHelper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The helpers that templates may use: those of Handlebars 4 itself, Butler's {@code eq}, and {@code json}. */
final class Helpers {
    /** Extras of the Java library that read files, run scripts or write logs. */
    private static final List<String> NOT_OFFERED =
            List.of("i18n", "i18nJs", "embedded", "precompile", "include", "block", "partial");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Helpers() {}

    static HelperRegistry registry() {
        HelperRegistry registry = new OfferedHelpers();
        registry.registerHelper("eq", (Helper<@Nullable Object>) Helpers::eq);
        registry.registerHelper("json", (Helper<@Nullable Object>) Helpers::json);
        return registry;
    }

    /** The library's own helpers but for some. */
    private static final class OfferedHelpers extends DefaultHelperRegistry {
        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // null for an unknown name is the contract of the super class
        public <C> Helper<C> helper(String name) {
            if (NOT_OFFERED.contains(name)) {
                return (value, options) -> {
                    throw new IllegalArgumentException("the helper " + name + " is not offered");
                };
            }
            return switch (name) {
                case "each" -> (value, options) -> each(value, options);
                // In JavaScript it writes to the console; a template shows nothing of it.
                case "log" -> (value, options) -> "";
                default -> super.helper(name);
            };
        }
    }

    /** The library's, with each round counted. */
    private static @Nullable Object each(@Nullable Object value, Options options) throws IOException {
        Budget budget = options.data(Budget.KEY);
        if (value instanceof Collection<?> list) {
            budget.spend(list.size());
        } else if (value instanceof Map<?, ?> map) {
            budget.spend(map.size());
        }
        return EachHelper.INSTANCE.apply(value, options);
    }

    /** Strict equality as in JavaScript: a text never equals a number, 1 equals 1.0. As a block it chooses a branch. */
    private static @Nullable Object eq(@Nullable Object left, Options options) throws IOException {
        Object right = options.params.length > 0 ? options.param(0) : null;
        boolean equal = left instanceof Number a && right instanceof Number b
                ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
                : Objects.equals(text(left), text(right));
        if (options.tagType.inline()) {
            return equal;
        }
        return equal ? options.fn() : options.inverse();
    }

    private static @Nullable Object text(@Nullable Object value) {
        return value instanceof CharSequence ? value.toString() : value;
    }

    /** The value as JSON: a text with its quotes. */
    private static Object json(@Nullable Object value, Options options) {
        try {
            return new Handlebars.SafeString(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value cannot be written as JSON", e);
        }
    }
}
