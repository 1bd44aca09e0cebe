package io.footman.agent.deliver;

import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.SendResult.Delivered;
import io.footman.agent.destination.SendResult.Retryable;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Settlement;
import io.footman.agent.model.Event;
import io.footman.agent.model.FailureReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Decides what becomes of a delivery after an attempt: recorded, tried again at a time, or given up. */
public final class RetryPolicy {
    /** A defect of Footman rarely heals by itself: no three days for it. */
    static final int MOST_ATTEMPTS_WITH_DEFECT = 5;

    /** A destination that asks to be left alone for longer is asked again after this. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final DeliverySettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Fallbacks fallbacks;

    public RetryPolicy(DeliverySettings settings, Clock clock, RandomGenerator random, Fallbacks fallbacks) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.fallbacks = fallbacks;
    }

    /** What to store after an attempt. */
    Settlement settlement(DueDelivery delivery, SendResult result) {
        return result.fold(
                delivered -> told(delivery, delivered),
                retryable -> again(delivery, retryable),
                permanent -> dead(delivery, permanent.reason(), permanent.detail(), permanent.news()));
    }

    /** How long the other side asked to wait, within reason. */
    static Duration within(Duration retryAfter) {
        return retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    }

    private static Settlement told(DueDelivery delivery, Delivered delivered) {
        return new Settlement.Delivered(delivery.key(), delivered.detail(), delivery.heldBack(), delivered.news());
    }

    private Settlement again(DueDelivery delivery, Retryable failure) {
        int attempts = delivery.attempts() + 1;
        Instant now = clock.instant();
        Instant end = delivery.createdAt().plus(settings.giveUpAfter());
        if (!now.isBefore(end)) {
            return givenUp(delivery, failure, attempts);
        }
        if (failure.reason() == FailureReason.INTERNAL && attempts >= MOST_ATTEMPTS_WITH_DEFECT) {
            return givenUp(delivery, failure, attempts);
        }
        Duration wait = settings.backoff().wait(attempts, random.nextDouble());
        Duration asked = failure.retryAfter().map(RetryPolicy::within).orElse(Duration.ZERO);
        Instant at = now.plus(wait.compareTo(asked) > 0 ? wait : asked);
        return new Settlement.Retry(delivery.key(), at, failure.reason(), failure.detail());
    }

    private Settlement givenUp(DueDelivery delivery, Retryable failure, int attempts) {
        String detail = failure.detail() + " (given up after " + attempts + " attempts)";
        return dead(delivery, failure.reason(), detail, failure.newsIfGivenUp());
    }

    private Settlement dead(DueDelivery delivery, FailureReason reason, String detail, List<Event> news) {
        String why = reason.label() + " (" + detail + ")";
        return new Settlement.Dead(delivery.key(), reason, detail, fallbacks.of(delivery, why), news);
    }
}
