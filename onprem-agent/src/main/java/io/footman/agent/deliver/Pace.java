package io.footman.agent.deliver;

import java.time.Duration;
import java.time.Instant;

/** Spreads messages evenly, no more than so many in a second. Not safe for threads: its lane guards it. */
final class Pace {
    private final Duration gap;
    private Instant next = Instant.MIN;

    /** @param perSecond 0 for no limit */
    Pace(int perSecond) {
        this.gap = perSecond > 0 ? Duration.ofSeconds(1).dividedBy(perSecond) : Duration.ZERO;
    }

    /** When the next message may start. */
    Instant next() {
        return next;
    }

    void started(Instant now) {
        if (!gap.isZero()) {
            next = now.plus(gap);
        }
    }
}
