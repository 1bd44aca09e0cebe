package io.footman.agent.model;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes numbers, times and durations as Butler's template variables have them, for readers of one place (Butler alerts
 * §5, §11). Safe for use by many threads.
 */
public final class LocalFormat {
    private final Locale locale;
    private final ZoneId zone;
    private final Map<String, DateTimeFormatter> local = new LinkedHashMap<>();

    public LocalFormat(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        local.put("Local1", DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", locale));
        local.put("Local2", styled(FormatStyle.SHORT, FormatStyle.MEDIUM));
        local.put("Local3", styled(FormatStyle.MEDIUM, FormatStyle.MEDIUM));
        local.put("Local4", styled(FormatStyle.LONG, FormatStyle.LONG));
        local.put("Local5", styled(FormatStyle.LONG, FormatStyle.LONG));
    }

    /** A whole number with the place's separators: {@code 19,922,944}. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** {@code startTimeUTC} and {@code startTimeLocal1} to {@code startTimeLocal5} for the name {@code start}. */
    public Map<String, Object> times(String name, Instant time) {
        return forms(name + "Time", time.toString(), time);
    }

    /**
     * {@code timestampUTC} and {@code timestampLocal1} to {@code timestampLocal5} for the name {@code timestamp}.
     *
     * @param utc the time as Qlik wrote it
     */
    public Map<String, Object> forms(String name, String utc, Instant time) {
        ZonedDateTime here = time.atZone(zone);
        Map<String, Object> times = new LinkedHashMap<>();
        times.put(name + "UTC", utc);
        local.forEach((form, formatter) -> times.put(name + form, formatter.format(here)));
        return times;
    }

    /** As {@link #forms}, with {@code text} in place of a time that there is not. */
    public Map<String, Object> noTime(String name, String text) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put(name + "UTC", text);
        local.keySet().forEach(form -> times.put(name + form, text));
        return times;
    }

    /** {@code hours}, {@code minutes}, {@code seconds}; what is below a second is dropped. */
    public Map<String, Object> duration(Duration duration) {
        return Map.of(
                "hours", duration.toHours(), "minutes", duration.toMinutesPart(), "seconds", duration.toSecondsPart());
    }

    private DateTimeFormatter styled(FormatStyle date, FormatStyle time) {
        return DateTimeFormatter.ofLocalizedDateTime(date, time).withLocale(locale);
    }
}
