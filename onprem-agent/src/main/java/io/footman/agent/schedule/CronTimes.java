package io.footman.agent.schedule;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times that a cron expression means in a time zone, as node-cron understands it: five fields, or six with seconds first;
 * lists, ranges, steps and names; 0 and 7 are Sunday; day of month and weekday both set mean either.
 *
 * <p>Where the clock is put forward, a time that does not exist that day runs at the moment of the change. Where it is put
 * back, a fixed time runs once, and what runs every so many minutes goes on.
 */
final class CronTimes {
    private static final int LEAST_FIELDS = 5;
    private static final int MOST_FIELDS = 6;
    private static final int SUNDAY_TOO = 7;
    private static final int MONTHS = 4;
    private static final List<String> MONTH_NAMES =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAY_NAMES = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern RANGE = Pattern.compile("([0-9a-z]+)-([0-9a-z]+)(?:/.*)?");
    /** Looking for skipped times ends here: a rule of a time zone changes the clock twice a year. */
    private static final int MOST_CHANGES = 40;

    private static final CronDefinition NODE_CRON = CronDefinitionBuilder.defineCron()
            .withSeconds()
            .and()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(0, SUNDAY_TOO)
            .withMondayDoWValue(1)
            .withIntMapping(SUNDAY_TOO, 0)
            .and()
            .instance();

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronTimes(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with what is wrong, as the end of a sentence
     */
    static CronTimes of(String cron, ZoneId zone) {
        String plain = cron.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        String[] fields = plain.split(" ");
        if (fields.length < LEAST_FIELDS || fields.length > MOST_FIELDS) {
            throw new IllegalArgumentException("it has " + (plain.isEmpty() ? 0 : fields.length) + " fields");
        }
        String six = fields.length == LEAST_FIELDS ? "0 " + plain : plain;
        checkRanges(six.split(" "));
        try {
            return new CronTimes(ExecutionTime.forCron(new CronParser(NODE_CRON).parse(six)), zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", ""), e);
        }
    }

    /** The first time after {@code after}; empty for a day that never comes, such as 30 February. */
    Optional<Instant> next(Instant after) {
        // The library keeps fractions of seconds.
        Instant second = after.truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> regular = times.nextExecution(second.atZone(zone)).map(ZonedDateTime::toInstant);
        return skipped(second, regular).or(() -> regular);
    }

    /** The end of the first gap before {@code regular} in which the expression has a time. */
    private Optional<Instant> skipped(Instant after, Optional<Instant> regular) {
        if (regular.isEmpty()) {
            return Optional.empty();
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        for (int i = 0;
                i < MOST_CHANGES && change != null && change.getInstant().isBefore(regular.get());
                i++) {
            if (change.isGap() && hasTimeIn(change)) {
                return Optional.of(change.getInstant());
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private boolean hasTimeIn(ZoneOffsetTransition gap) {
        LocalDateTime start = gap.getDateTimeBefore();
        return times.nextExecution(start.minusSeconds(1).atZone(ZoneOffset.UTC))
                .filter(local -> local.toLocalDateTime().isBefore(gap.getDateTimeAfter()))
                .isPresent();
    }

    /** The library takes ranges that run backwards, node-cron does not: they are a slip more often than a wish. */
    private static void checkRanges(String[] fields) {
        for (int field = 0; field < fields.length; field++) {
            for (String part : fields[field].split(",")) {
                Matcher range = RANGE.matcher(part);
                if (range.matches() && number(range.group(1), field) > number(range.group(2), field)) {
                    throw new IllegalArgumentException("The range " + part + " runs backwards");
                }
            }
        }
    }

    private static int number(String text, int field) {
        List<String> names = field == MONTHS ? MONTH_NAMES : DAY_NAMES;
        int name = names.indexOf(text);
        if (name >= 0) {
            return field == MONTHS ? name + 1 : name;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is neither a number nor a name", e);
        }
    }
}
