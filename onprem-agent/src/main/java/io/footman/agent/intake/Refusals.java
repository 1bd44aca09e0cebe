package io.footman.agent.intake;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every refused message and logs one per reason and minute, so that a flood of garbage is no flood of log lines. */
public final class Refusals {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_TEXT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final String place;
    private final Map<RefusalReason, String> remedies;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<RefusalReason, Told> told = new EnumMap<>(RefusalReason.class);

    private record Told(Instant at, long since) {}

    /**
     * The refusals of one door.
     *
     * @param place what the log calls the place a message came from: topic, sender
     * @param remedies every reason that this door can have, each with what the operator can do
     */
    public Refusals(String place, Map<RefusalReason, String> remedies, Clock clock, MeterRegistry meters) {
        this.place = place;
        this.remedies = Map.copyOf(remedies);
        this.clock = clock;
        this.meters = meters;
        // All are there from the start: a counter that is missing until the first forgery cannot be watched.
        for (RefusalReason reason : remedies.keySet()) {
            meters.counter("footman.intake.refused", "reason", reason.label());
        }
    }

    /**
     * Counts a refused message.
     *
     * @param from topic or address
     * @param detail one line without anything secret or personal
     */
    public synchronized void refused(RefusalReason reason, String from, String detail) {
        meters.counter("footman.intake.refused", "reason", reason.label()).increment();
        Instant now = clock.instant();
        Told before = told.get(reason);
        if (before != null && now.isBefore(before.at().plus(PAUSE))) {
            told.put(reason, new Told(before.at(), before.since() + 1));
            return;
        }
        told.put(reason, new Told(now, 0));
        LOG.warn(
                "event=refused reason={} {}=\"{}\" detail=\"{}\" untold-before={} remedy=\"{}\"",
                reason.label(),
                place,
                printable(from),
                printable(detail),
                before == null ? 0 : before.since(),
                remedies.getOrDefault(reason, "report it as a defect of Footman"));
    }

    private static String printable(String text) {
        String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\"\\u2028\\u2029]", "?");
    }
}
