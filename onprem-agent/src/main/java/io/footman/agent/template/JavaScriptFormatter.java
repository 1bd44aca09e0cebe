package io.footman.agent.template;

import com.github.jknack.handlebars.Formatter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes numbers, lists and maps as JavaScript would: {@code 1}, not {@code 1.0}; {@code a,b}, not {@code [a, b]}. */
final class JavaScriptFormatter implements Formatter {
    @Override
    public Object format(Object value, Chain next) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return plain(value.toString());
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .map(entry -> entry == null ? "" : String.valueOf(format(entry, next)))
                    .collect(Collectors.joining(","));
        }
        if (value instanceof Map) {
            return "[object Object]";
        }
        return next.format(value);
    }

    private static String plain(String number) {
        try {
            BigDecimal plain = new BigDecimal(number).stripTrailingZeros();
            return plain.toPlainString();
        } catch (NumberFormatException e) {
            // NaN and the infinities have the same names in JavaScript.
            return number;
        }
    }
}
