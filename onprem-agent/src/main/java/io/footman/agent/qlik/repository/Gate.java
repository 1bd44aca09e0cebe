package io.footman.agent.qlik.repository;

import io.footman.agent.model.FailureReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all calls back while the repository is away, so that thousands of waiting events neither hammer it nor occupy the
 * agent. Closes after failures in a row, or when nothing at all is answered for a while; then single probes are let
 * through, in growing pauses, and the first answer opens it again.
 */
final class Gate {
    static final int MOST_FAILURES = 8;
    /** Nothing answered for so long means that the repository hangs, unless it was that slow before. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final String site;
    private final Clock clock;
    private final RandomGenerator random;

    // All below is guarded by this object's lock.
    private int failuresInRow;
    private Instant lastAnswer = Instant.MIN;
    private Duration patience = PATIENCE;
    private Duration pause = FIRST_PAUSE;
    private @Nullable RepositoryException closedBy;

    Gate(String site, Clock clock, RandomGenerator random) {
        this.site = site;
        this.clock = clock;
        this.random = random;
    }

    /** Why no call may be made now; empty when it may. */
    synchronized Optional<RepositoryException> refusal() {
        return Optional.ofNullable(closedBy);
    }

    /** The repository answered, well or badly, a call sent then. */
    synchronized void answered(Instant sent) {
        Instant now = clock.instant();
        Duration twice = Duration.between(sent, now).multipliedBy(2);
        patience = twice.compareTo(PATIENCE) > 0 ? twice : PATIENCE;
        lastAnswer = now;
        failuresInRow = 0;
    }

    /** A call failed; returns whether this closed the gate. */
    synchronized boolean failed(RepositoryException failure) {
        failuresInRow++;
        return failuresInRow >= MOST_FAILURES && close(failure);
    }

    /** Closes when not one call was answered since the oldest open one was sent, too long ago; returns whether it did. */
    synchronized boolean hangs(Instant oldestSent) {
        boolean hanging =
                lastAnswer.isBefore(oldestSent) && oldestSent.plus(patience).isBefore(clock.instant());
        return hanging
                && close(new RepositoryException(
                        FailureReason.TIMEOUT, "the repository service did not answer in time"));
    }

    /** A probe was answered. */
    synchronized void open(Instant sent) {
        answered(sent);
        closedBy = null;
        pause = FIRST_PAUSE;
        LOG.info("event=repository-back site={}", site);
    }

    /** When to probe next; each pause is longer than the one before. */
    synchronized Instant nextProbe() {
        long half = Math.max(1, pause.toMillis() / 2);
        Instant next = clock.instant().plusMillis(half + random.nextLong(half));
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return next;
    }

    private boolean close(RepositoryException failure) {
        boolean wasOpen = closedBy == null;
        closedBy = failure;
        if (wasOpen) {
            LOG.warn(
                    "event=repository-away site={} reason={} detail=\"{}\" remedy=\"alerts wait up to qlik-sense.deadline\"",
                    site,
                    failure.reason().label(),
                    failure.getMessage());
        }
        return wasOpen;
    }
}
