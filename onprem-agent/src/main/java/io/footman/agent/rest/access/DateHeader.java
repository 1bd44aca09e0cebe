package io.footman.agent.rest.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The header {@code Date}, written once a second: to write it for each answer would be a good part of what a call costs. */
final class DateHeader {
    private static final long MILLIS_PER_SECOND = 1_000;

    /** RFC 9110 §5.6.7; unlike Java's own constant, with two digits for the day. */
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Clock clock;
    private volatile Stamp last = new Stamp(-1, "");

    DateHeader(Clock clock) {
        this.clock = clock;
    }

    private record Stamp(long second, String text) {
        static Stamp of(long second) {
            return new Stamp(second, FORM.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
        }
    }

    /** The time, to the second. */
    String now() {
        long second = Math.floorDiv(clock.millis(), MILLIS_PER_SECOND);
        Stamp stamp = last;
        if (stamp.second() != second) {
            stamp = Stamp.of(second);
            last = stamp;
        }
        return stamp.text();
    }
}
