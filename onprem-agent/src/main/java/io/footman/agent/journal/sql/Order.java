package io.footman.agent.journal.sql;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that only grow, for the order of arrival. They start from the clock, so that they go on after a restart and are
 * comparable between agents that share a database.
 */
final class Order {
    private static final long MICROS_PER_MILLI = 1_000;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Order(Clock clock) {
        this.clock = clock;
    }

    long next() {
        long now = clock.millis() * MICROS_PER_MILLI;
        return last.updateAndGet(previous -> Math.max(previous + 1, now));
    }
}
