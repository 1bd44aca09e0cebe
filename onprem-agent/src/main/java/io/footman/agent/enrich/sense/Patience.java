package io.footman.agent.enrich.sense;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.qlik.repository.SenseSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How long an event waits for what, and when it looks again. */
final class Patience {
    /** How long the repository may be behind the scheduler's messages; Butler gives it about five seconds. */
    static final Duration SETTLING = Duration.ofSeconds(6);

    static final Duration LAG_PAUSE = Duration.ofSeconds(1);
    static final Duration DISTRIBUTION_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** Also an event whose deadline has passed gets one round of this length: the agent may have been down meanwhile. */
    static final Duration LAST_ROUND = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 4;
    private static final int MOST_FOLLOWED = 10_000;

    private final SenseSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Instant started;
    private final Cache<String, Boolean> followed;

    Patience(SenseSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.started = clock.instant();
        this.followed = Caffeine.newBuilder()
                .maximumSize(MOST_FOLLOWED)
                .expireAfterWrite(settings.distributionDeadline())
                .build();
    }

    /** When this round of look-ups ends at the latest. */
    Instant endOfRound(StoredEvent stored) {
        Instant deadline = outageDeadline(stored);
        Instant soonest = clock.instant().plus(LAST_ROUND);
        return deadline.isAfter(soonest) ? deadline : soonest;
    }

    /** The longest that a round can take. */
    Duration longestRound() {
        return settings.deadline().compareTo(LAST_ROUND) > 0 ? settings.deadline() : LAST_ROUND;
    }

    /** Whether the event may wait for a repository that is away. */
    boolean bearsOutage(StoredEvent stored) {
        return clock.instant().isBefore(outageDeadline(stored));
    }

    boolean bearsLag(StoredEvent stored) {
        return clock.instant().isBefore(stored.receivedAt().plus(SETTLING));
    }

    boolean follows(StoredEvent stored) {
        boolean follows = clock.instant().isBefore(distributionDeadline(stored));
        if (follows) {
            followed.put(stored.event().id(), true);
        }
        return follows;
    }

    /** Grows from about 1 s to 15 s, varied so that many events do not come back together; not beyond the deadline. */
    Instant afterOutage(StoredEvent stored) {
        long longest = Math.min(
                Duration.ofSeconds(1).toMillis() << Math.min(stored.attempts(), MOST_DOUBLINGS),
                LONGEST_PAUSE.toMillis());
        Instant next = clock.instant().plusMillis(longest / 2 + random.nextLong(longest / 2));
        Instant deadline = outageDeadline(stored);
        return next.isAfter(deadline) ? deadline : next;
    }

    Instant in(Duration pause) {
        return clock.instant().plus(pause);
    }

    /**
     * A machine that boots starts the agent before the repository, so waiting counts from the start. A distribution that was
     * seen going on has a result to come, and waits for it.
     */
    private Instant outageDeadline(StoredEvent stored) {
        if (followed.getIfPresent(stored.event().id()) != null) {
            return distributionDeadline(stored);
        }
        Instant begin = stored.receivedAt().isAfter(started) ? stored.receivedAt() : started;
        return begin.plus(settings.deadline());
    }

    private Instant distributionDeadline(StoredEvent stored) {
        return stored.receivedAt().plus(settings.distributionDeadline());
    }
}
