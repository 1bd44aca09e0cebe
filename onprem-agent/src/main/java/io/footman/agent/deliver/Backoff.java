package io.footman.agent.deliver;

import java.time.Duration;

/**
 * How long to wait before trying again: exponential, with full jitter so that what failed together does not come back
 * together.
 *
 * @param first upper bound of the first wait
 * @param longest upper bound of every wait
 */
record Backoff(Duration first, Duration longest) {
    /** Doubling more often than this is beyond every sensible longest wait. */
    private static final int MOST_DOUBLINGS = 30;

    /**
     * The wait after a failed attempt.
     *
     * @param attempt 1 for the first attempt
     * @param seed from 0 (included) to 1 (excluded): which part of the upper bound to take
     */
    Duration wait(int attempt, double seed) {
        return Duration.ofMillis((long) (seed * bound(attempt).toMillis()));
    }

    /** The longest that {@link #wait} can give. */
    Duration bound(int attempt) {
        int doublings = Math.min(Math.max(attempt, 1) - 1, MOST_DOUBLINGS);
        Duration bound = first.multipliedBy(1L << doublings);
        return bound.compareTo(longest) < 0 ? bound : longest;
    }
}
