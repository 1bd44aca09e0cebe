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
final class Refusals {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_TOPIC = 200;
    private static final Logger LOG = LoggerFactory.getLogger(MqttIntake.class);

    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<RefusalReason, Told> told = new EnumMap<>(RefusalReason.class);

    private record Told(Instant at, long since) {}

    Refusals(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        // All are there from the start: a counter that is missing until the first forgery cannot be watched.
        for (RefusalReason reason : RefusalReason.values()) {
            meters.counter("footman.intake.refused", "reason", reason.label());
        }
    }

    /** @param detail one line without anything secret or personal */
    synchronized void refused(RefusalReason reason, String topic, String detail) {
        meters.counter("footman.intake.refused", "reason", reason.label()).increment();
        Instant now = clock.instant();
        Told before = told.get(reason);
        if (before != null && now.isBefore(before.at().plus(PAUSE))) {
            told.put(reason, new Told(before.at(), before.since() + 1));
            return;
        }
        told.put(reason, new Told(now, 0));
        LOG.warn(
                "event=refused reason={} topic=\"{}\" detail=\"{}\" untold-before={} remedy=\"{}\"",
                reason.label(),
                printable(topic),
                printable(detail),
                before == null ? 0 : before.since(),
                reason.remedy());
    }

    private static String printable(String text) {
        String cut = text.length() > LONGEST_TOPIC ? text.substring(0, LONGEST_TOPIC) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\"\\u2028\\u2029]", "?");
    }
}
