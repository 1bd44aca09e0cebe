package io.footman.agent.destination.webhook;

import io.footman.agent.destination.support.TextCut;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends fields as query parameters. */
final class QueryString {
    /** Servers take some 8 KB of address in all; one long text must not cost the others. */
    private static final int LONGEST_VALUE_BYTES = 1_000;

    private QueryString() {}

    /** The address with its own query kept and one parameter added for each field, percent-encoded as UTF-8. */
    static URI append(URI address, Map<String, Object> fields) {
        String parameters = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(shortened(text(field.getValue()))))
                .collect(Collectors.joining("&"));
        String plain = address.toString().replaceFirst("#.*$", "");
        String separator =
                address.getRawQuery() == null ? "?" : address.getRawQuery().isEmpty() ? "" : "&";
        return URI.create(plain + separator + parameters);
    }

    private static String text(Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : String.valueOf(value);
    }

    private static String shortened(String text) {
        return TextCut.keepStart(text, LONGEST_VALUE_BYTES, TextCut.MARK, QueryString::encodedBytes);
    }

    /** What a character takes up once encoded: three characters for each byte, at worst. */
    private static int encodedBytes(int codePoint) {
        return encoded(Character.toString(codePoint)).length();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
