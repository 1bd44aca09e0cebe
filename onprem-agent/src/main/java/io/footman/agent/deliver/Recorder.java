package io.footman.agent.deliver;

import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.Settlement;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stores how a lane's attempts ended. While the journal cannot store, it tries on in the background and {@link #isBehind()}
 * tells the lane to stand still: messages sent but not recorded are the ones that a crash repeats.
 */
final class Recorder {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 5;

    private final Journal journal;
    private final Clock clock;
    private final Alarms alarms;
    private final LaneMetrics metrics;
    private final Consumer<String> recorded;
    private final Runnable caughtUp;
    private final AtomicInteger behind = new AtomicInteger();

    /**
     * @param recorded told the key of each delivery that is settled
     * @param caughtUp called when the lane may go on after it had to stand still
     */
    Recorder(
            Journal journal,
            Clock clock,
            Alarms alarms,
            LaneMetrics metrics,
            Consumer<String> recorded,
            Runnable caughtUp) {
        this.journal = journal;
        this.clock = clock;
        this.alarms = alarms;
        this.metrics = metrics;
        this.recorded = recorded;
        this.caughtUp = caughtUp;
    }

    boolean isBehind() {
        return behind.get() > 0;
    }

    /** Returns once the outcome is durable, or once it is known that this takes longer. */
    void record(Settlement settlement) {
        try {
            settle(settlement).toCompletableFuture().join();
            recorded.accept(settlement.deliveryKey());
        } catch (CompletionException e) {
            behind.incrementAndGet();
            recordLater(settlement, e, 1);
        }
    }

    /** Gives deliveries back untried. */
    void release(List<DueDelivery> deliveries, Instant due) {
        for (DueDelivery delivery : deliveries) {
            settle(new Settlement.Released(delivery.key(), due)).exceptionally(e -> {
                // Its lease will end instead.
                metrics.journalTrouble("releasing", e);
                return null;
            });
        }
    }

    private void recordLater(Settlement settlement, Throwable failure, int failures) {
        metrics.journalTrouble("recording", failure);
        boolean refusesThisOne = !(unwrap(failure) instanceof JournalUnavailableException);
        if (refusesThisOne && failures >= MOST_REFUSALS) {
            // A defect. One message may be repeated when its lease ends, but the lane goes on.
            catchUp(settlement);
            return;
        }
        alarms.at(
                clock.instant().plus(PAUSE),
                () -> settle(settlement).whenComplete((nothing, again) -> {
                    if (again == null) {
                        catchUp(settlement);
                    } else {
                        recordLater(settlement, again, failures + 1);
                    }
                }));
    }

    private void catchUp(Settlement settlement) {
        behind.decrementAndGet();
        recorded.accept(settlement.deliveryKey());
        caughtUp.run();
    }

    private CompletionStage<Void> settle(Settlement settlement) {
        try {
            return journal.settle(settlement);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
