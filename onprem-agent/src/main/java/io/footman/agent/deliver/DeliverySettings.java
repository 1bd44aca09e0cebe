package io.footman.agent.deliver;

import io.footman.model.settings.Settings;
import java.time.Duration;

/**
 * Section {@code footman.delivery}.
 *
 * @param giveUpAfter age at which a delivery that still fails becomes a dead letter
 * @param firstWait upper bound of the wait before the second attempt; it doubles with each further one
 * @param longestWait where the doubling ends
 */
public record DeliverySettings(Duration giveUpAfter, Duration firstWait, Duration longestWait) {
    public static final Duration GIVE_UP_AFTER = Duration.ofDays(3);
    public static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    public static DeliverySettings read(Settings section) {
        DeliverySettings settings = new DeliverySettings(
                section.duration("give-up-after", GIVE_UP_AFTER),
                section.duration("first-wait", FIRST_WAIT),
                section.duration("longest-wait", LONGEST_WAIT));
        if (settings.firstWait.isZero()) {
            section.mistake(
                    "first-wait", "is zero", "Give at least 1ms, so that a failing destination is not hammered");
        }
        if (settings.longestWait.compareTo(settings.firstWait) < 0) {
            section.mistake("longest-wait", "is shorter than first-wait", "Give at least the duration of first-wait");
        }
        return settings;
    }

    Backoff backoff() {
        return new Backoff(firstWait, longestWait);
    }
}
