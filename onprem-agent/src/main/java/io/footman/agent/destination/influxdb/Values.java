package io.footman.agent.destination.influxdb;

import io.footman.agent.destination.support.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of an event in the forms that points need. */
record Values(Map<String, Object> variables) {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_PER_HOUR = 60;

    /** A value as text; empty when it is not there. */
    String text(String name) {
        return text(name, "");
    }

    String text(String name, String otherwise) {
        Object value = variables.get(name);
        return value == null || value.equals("") ? otherwise : String.valueOf(value);
    }

    double number(String name, double otherwise) {
        return variables.get(name) instanceof Number number ? number.doubleValue() : otherwise;
    }

    /** When an execution began and ended, and its duration in Butler's four forms. */
    void execution(Point.Builder point) {
        for (String name : List.of("executionStartTime", "executionStopTime", "executionDuration")) {
            json(name).ifPresent(json -> point.field("task_" + name + "_json", json));
        }
        if (variables.get("executionDuration") instanceof Map<?, ?> parts
                && parts.get("hours") instanceof Number hours
                && parts.get("minutes") instanceof Number minutes
                && parts.get("seconds") instanceof Number seconds) {
            double all = (hours.doubleValue() * MINUTES_PER_HOUR + minutes.doubleValue()) * SECONDS_PER_MINUTE
                    + seconds.doubleValue();
            point.field("task_executionDuration_sec", all)
                    .field("task_executionDuration_min", all / SECONDS_PER_MINUTE)
                    .field("task_executionDuration_h", all / SECONDS_PER_MINUTE / MINUTES_PER_HOUR);
        }
    }

    private Optional<String> json(String name) {
        return Optional.ofNullable(variables.get(name))
                .map(value -> JsonText.node(value).toString());
    }
}
