package io.footman.agent.destination.influxdb;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line as a strict server reads it. Numbers become {@code Double}, texts {@code String}; what the protocol forbids is an
 * {@code IllegalArgumentException}.
 */
record Line(String measurement, Map<String, String> tags, Map<String, Object> fields, long time) {

    static Line parse(String text) {
        return new Parser(text).line();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Line line() {
            String measurement = name(", ");
            Map<String, String> tags = new LinkedHashMap<>();
            String previous = "";
            while (skip(',')) {
                String key = name(",= ");
                require(skip('='), "a tag needs a value");
                String value = name(",= ");
                require(!key.isEmpty() && !value.isEmpty(), "empty tags are not allowed");
                require(key.compareTo(previous) > 0, "tags are sorted, and each comes once");
                previous = key;
                tags.put(key, value);
            }
            require(skip(' '), "fields follow");
            Map<String, Object> fields = new LinkedHashMap<>();
            do {
                String key = name(",= ");
                require(!key.isEmpty() && skip('='), "a field has a name and a value");
                require(fields.put(key, value()) == null, "each field comes once");
            } while (skip(','));
            require(skip(' '), "the time follows");
            String time = text.substring(at);
            require(time.matches("\\d{19}"), "the time is in nanoseconds: " + time);
            return new Line(measurement, tags, fields, Long.parseLong(time));
        }

        private String name(String ends) {
            StringBuilder name = new StringBuilder();
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                char c = text.charAt(at);
                require(c >= ' ', "no control characters in names and tags");
                boolean escape = c == '\\' && at + 1 < text.length() && ends.indexOf(text.charAt(at + 1)) >= 0;
                name.append(escape ? text.charAt(++at) : c);
                at++;
            }
            return name.toString();
        }

        private Object value() {
            if (!skip('"')) {
                int start = at;
                while (at < text.length() && ", ".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                return Double.valueOf(text.substring(start, at));
            }
            StringBuilder value = new StringBuilder();
            while (text.charAt(at) != '"') {
                boolean escape = text.charAt(at) == '\\' && "\\\"".indexOf(text.charAt(at + 1)) >= 0;
                value.append(text.charAt(escape ? ++at : at));
                at++;
            }
            at++;
            return value.toString();
        }

        private boolean skip(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private static void require(boolean met, String rule) {
            if (!met) {
                throw new IllegalArgumentException(rule);
            }
        }
    }
}
