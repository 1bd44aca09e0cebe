package io.footman.agent.deliver;

import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.SendResult.Retryable;
import io.footman.agent.model.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a destination as a whole is able to take messages, judged by how the last attempts ended. Not safe for
 * threads: its lane guards it.
 */
final class LaneCondition {
    /** Failures that say something about the destination, not about one message. */
    private static final Set<FailureReason> OF_THE_DESTINATION = EnumSet.of(
            FailureReason.AUTH,
            FailureReason.RATE_LIMITED,
            FailureReason.SERVER_ERROR,
            FailureReason.TIMEOUT,
            FailureReason.TLS,
            FailureReason.UNREACHABLE);

    /** So many failures in a row, and the lane stops trying every message: it waits and then probes with one. */
    private static final int FAILURES_BEFORE_PAUSE = 3;

    private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private int failures;
    private Instant pausedUntil = Instant.MIN;

    void note(SendResult result, Instant now) {
        result.fold(
                delivered -> recovered(),
                retryable -> failed(retryable, now),
                // A refused message shows that somebody is there to refuse it.
                permanent -> OF_THE_DESTINATION.contains(permanent.reason()) ? 0 : recovered());
    }

    /** Before this time nothing is to be sent. */
    Instant pausedUntil() {
        return pausedUntil;
    }

    /** Nothing is sent before {@code until}. */
    void pause(Instant until) {
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
        }
    }

    boolean isTroubled() {
        return failures >= FAILURES_BEFORE_PAUSE;
    }

    private int recovered() {
        failures = 0;
        return failures;
    }

    private int failed(Retryable failure, Instant now) {
        if (OF_THE_DESTINATION.contains(failure.reason())) {
            failures++;
        }
        failure.retryAfter().ifPresent(asked -> pause(now.plus(RetryPolicy.within(asked))));
        if (isTroubled()) {
            pause(now.plus(PAUSE.bound(failures - FAILURES_BEFORE_PAUSE + 1)));
        }
        return failures;
    }
}
