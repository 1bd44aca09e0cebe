package io.footman.agent.qlik.repository;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.CutText;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have not ended. Looks after them every now and then, as long as there are any: one that takes too long is
 * given up, and all are when the repository hangs.
 */
final class Flights {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Duration longest;
    private final Gate gate;
    private final Runnable closed;
    private final Clock clock;
    private final Alarms alarms;
    private final Set<Flight> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param longest one call takes no longer
     * @param closed called when something seen here closed the gate
     */
    Flights(Duration longest, Gate gate, Runnable closed, Clock clock, Alarms alarms) {
        this.longest = longest;
        this.gate = gate;
        this.closed = closed;
        this.clock = clock;
        this.alarms = alarms;
    }

    /** One call. Its end is the end of its result, whoever brings it about. */
    static final class Flight {
        private final Instant sent;
        private final CompletableFuture<CutText> result = new CompletableFuture<>();
        private volatile @Nullable Future<?> wire;

        private Flight(Instant sent) {
            this.sent = sent;
        }

        Instant sent() {
            return sent;
        }

        CompletableFuture<CutText> result() {
            return result;
        }

        /** The exchange to break off when the call is given up. */
        void goesOver(Future<?> exchange) {
            wire = exchange;
            if (result.isDone()) {
                exchange.cancel(true);
            }
        }

        void give(RepositoryException why) {
            result.completeExceptionally(why);
            Future<?> exchange = wire;
            if (exchange != null) {
                exchange.cancel(true);
            }
        }
    }

    Flight begin() {
        Flight flight = new Flight(clock.instant());
        open.add(flight);
        look();
        return flight;
    }

    void end(Flight flight) {
        open.remove(flight);
    }

    int count() {
        return open.size();
    }

    void endAll(RepositoryException why) {
        open.forEach(flight -> flight.give(why));
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            alarms.at(clock.instant().plus(LOOK_EVERY), this::lookNow);
        }
    }

    private void lookNow() {
        looking.set(false);
        Instant now = clock.instant();
        Instant oldest = now;
        for (Flight flight : open) {
            if (!flight.sent.plus(longest).isAfter(now)) {
                overdue(flight);
            } else if (flight.sent.isBefore(oldest)) {
                oldest = flight.sent;
            }
        }
        if (gate.hangs(oldest)) {
            closed.run();
            endAll(new RepositoryException(FailureReason.TIMEOUT, "the repository service did not answer in time"));
        }
        if (!open.isEmpty()) {
            look();
        }
    }

    private void overdue(Flight flight) {
        RepositoryException late = new RepositoryException(
                FailureReason.TIMEOUT, "the repository service did not answer within " + longest.toSeconds() + " s");
        if (gate.failed(late)) {
            closed.run();
        }
        flight.give(late);
    }
}
