package io.footman.agent.destination.influxdb;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One point of a time series. Measurement, tags and time identify it: written twice, it is there once.
 *
 * @param measurement name of the series
 * @param tags what to group and filter by
 * @param fields texts and numbers, at least one
 * @param time to the nanosecond
 */
record Point(String measurement, SortedMap<String, String> tags, Map<String, Object> fields, Instant time) {

    /** Collects tags and fields, leaving out what has no value. */
    static final class Builder {
        private final SortedMap<String, String> tags = new TreeMap<>();
        private final Map<String, Object> fields = new LinkedHashMap<>();

        Builder tag(String name, String value) {
            if (!value.isBlank()) {
                tags.put(name, value);
            }
            return this;
        }

        Builder field(String name, String value) {
            if (!value.isEmpty()) {
                fields.put(name, value);
            }
            return this;
        }

        /** All numbers are floating point numbers, as Butler wrote them: a field keeps the type it was first written with. */
        Builder field(String name, double value) {
            fields.put(name, value);
            return this;
        }

        Point build(String measurement, Instant time) {
            return new Point(measurement, tags, fields, time);
        }
    }
}
