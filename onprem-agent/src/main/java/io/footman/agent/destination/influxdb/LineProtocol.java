package io.footman.agent.destination.influxdb;

import io.footman.agent.destination.support.TextCut;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes points in InfluxDB's line protocol, the same for all versions. What the protocol has no way to express is replaced:
 * a line end in a name or tag by a blank, a backslash at its end by nothing.
 */
final class LineProtocol {
    /** Characters; a series key, all tags together, has at most 65,535 bytes (InfluxDB 1.x). */
    private static final int LONGEST_TAG = 1_000;
    /** Bytes; InfluxDB 2.x takes texts of up to 64 KB. */
    private static final int LONGEST_TEXT = 60_000;

    private static final long NANOS = 1_000_000_000L;

    private LineProtocol() {}

    /** One line without its end. */
    static String of(Point point) {
        StringBuilder line = new StringBuilder(escaped(point.measurement(), ", "));
        point.tags().forEach((name, value) -> {
            String text = tag(value);
            if (!text.isEmpty()) {
                line.append(',').append(tag(name)).append('=').append(text);
            }
        });
        StringJoiner fields = new StringJoiner(",", " ", " ");
        for (Map.Entry<String, Object> field : point.fields().entrySet()) {
            fields.add(tag(field.getKey()) + "=" + value(field.getValue()));
        }
        long nanos = Math.addExact(
                Math.multiplyExact(point.time().getEpochSecond(), NANOS),
                point.time().getNano());
        return line.append(fields).append(nanos).toString();
    }

    /** UTF-8 bytes of a code point. */
    static int bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static String tag(String text) {
        return escaped(TextCut.keepStart(text, LONGEST_TAG), ",= ");
    }

    private static String escaped(String text, String special) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip().replaceAll("[\\\\\\s]+$", "");
        StringBuilder result = new StringBuilder(plain.length() + 8);
        for (int i = 0; i < plain.length(); i++) {
            if (special.indexOf(plain.charAt(i)) >= 0) {
                result.append('\\');
            }
            result.append(plain.charAt(i));
        }
        return result.toString();
    }

    private static String value(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        String text = TextCut.keepStart(value.toString(), LONGEST_TEXT, TextCut.MARK, LineProtocol::bytes);
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
