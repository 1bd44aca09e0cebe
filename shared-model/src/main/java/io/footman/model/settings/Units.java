package io.footman.model.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as people write them. */
final class Units {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");

    private Units() {}

    static Optional<Duration> duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> number == 0 ? Optional.of(Duration.ZERO) : Optional.empty();
        };
    }

    static Optional<Long> bytes(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "", "b" -> Optional.of(number);
            case "kb", "kib" -> Optional.of(number << 10);
            case "mb", "mib" -> Optional.of(number << 20);
            case "gb", "gib" -> Optional.of(number << 30);
            default -> Optional.empty();
        };
    }
}
