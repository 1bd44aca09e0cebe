package io.footman.agent.enrich.sense;

import io.footman.agent.model.LocalFormat;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.repository.Execution;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An execution under the names and in the shapes of Butler's template variables (Butler alerts §5). */
final class ExecutionVariables {
    private static final String NO_TIME = "-";

    /** How the repository writes times (QRS API §1.2). */
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final LocalFormat format;

    ExecutionVariables(LocalFormat format) {
        this.format = format;
    }

    static String utc(Instant time) {
        return UTC.format(time);
    }

    /** @param distribution whether start and stop also carry their parts, as Butler has them for distributions */
    void write(Map<String, Object> variables, Execution execution, boolean distribution) {
        variables.put("executingNodeName", execution.node());
        variables.put("executionStatusNum", execution.status().number());
        variables.put("executionStatusText", execution.status().label());
        variables.put("executionDuration", format.duration(execution.duration()));
        variables.put("executionStartTime", time("startTime", execution.start(), distribution));
        variables.put("executionStopTime", time("stopTime", execution.stop(), distribution));
        List<Map<String, Object>> details = new ArrayList<>();
        StringBuilder concatenated = new StringBuilder();
        for (Execution.Detail detail : execution.details()) {
            Map<String, Object> shown = new LinkedHashMap<>(time("timestamp", detail.created(), false));
            shown.put("message", detail.message());
            shown.put("detailsType", detail.type());
            details.add(shown);
            concatenated
                    .append(detail.created().map(ExecutionVariables::utc).orElse(NO_TIME))
                    .append('\t')
                    .append(detail.message())
                    .append('\n');
        }
        variables.put("executionDetails", details);
        variables.put("executionDetailsConcatenated", concatenated.toString());
        variables.put("executionDetailsText", concatenated.toString());
        variables.put("scriptLogSize", execution.scriptLogSize());
    }

    static void write(Map<String, Object> variables, LogText log) {
        variables.put("scriptLogSizeRows", log.lines());
        variables.put("scriptLogSizeCharacters", log.characters());
    }

    private Map<String, Object> time(String name, Optional<Instant> time, boolean parts) {
        Map<String, Object> forms = time.map(instant -> format.forms(name, utc(instant), instant))
                .orElseGet(() -> format.noTime(name, NO_TIME));
        time.filter(instant -> parts)
                .map(instant -> instant.atZone(ZoneOffset.UTC))
                .ifPresent(utc -> parts(forms, utc));
        return forms;
    }

    private static void parts(Map<String, Object> forms, ZonedDateTime utc) {
        forms.put("year", utc.getYear());
        forms.put("month", utc.getMonthValue());
        forms.put("day", utc.getDayOfMonth());
        forms.put("hour", utc.getHour());
        forms.put("minute", utc.getMinute());
        forms.put("second", utc.getSecond());
        forms.put("millisecond", utc.getNano() / NANOS_OF_A_MILLI);
    }
}
