package io.footman.agent.scriptmessage;

import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers that wait for the end of their message. None of them holds a thread: the journal tells when something was settled,
 * and a look now and then finds what another agent has sent.
 */
final class Waiting implements Journal.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    /** Each look reads the journal once for each of them; whoever comes beyond is answered at once. */
    static final int MOST = 200;

    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Function<String, Optional<EventProgress>> journal;
    private final Clock clock;
    private final Alarms alarms;
    private final Executor executor;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final AtomicInteger news = new AtomicInteger();
    private final AtomicBoolean rounds = new AtomicBoolean();

    /**
     * Reads the journal.
     *
     * @param journal what became of the event with an id
     * @param executor for these reads, which block
     */
    Waiting(Function<String, Optional<EventProgress>> journal, Clock clock, Alarms alarms, Executor executor) {
        this.journal = journal;
        this.clock = clock;
        this.alarms = alarms;
        this.executor = executor;
    }

    /** One caller; no record, because two callers may wait for the same message. */
    private static final class Waiter {
        private final String id;
        private final CompletableFuture<Optional<MessageState>> outcome = new CompletableFuture<>();

        private Waiter(String id) {
            this.id = id;
        }
    }

    /** What is known about a message now; empty when there is none with this id. A short read. */
    Optional<MessageState> now(String id) {
        return journal.apply(ScriptMessages.eventId(id)).map(progress -> MessageState.of(id, progress));
    }

    /** Completes when the message has ended, at the latest after {@code patience}, with what is known then. */
    CompletableFuture<Optional<MessageState>> ended(String id, Duration patience) {
        if (patience.isZero() || waiters.size() >= MOST) {
            return CompletableFuture.supplyAsync(() -> now(id), executor);
        }
        Waiter waiter = new Waiter(id);
        waiters.add(waiter);
        Alarms.Alarm end = alarms.at(clock.instant().plus(patience), () -> execute(() -> tell(waiter)));
        CompletableFuture<Optional<MessageState>> outcome = waiter.outcome.whenComplete((state, failure) -> {
            waiters.remove(waiter);
            end.cancel();
        });
        look();
        round();
        return outcome;
    }

    int size() {
        return waiters.size();
    }

    @Override
    public void eventsWaiting() {
        // A message that was just stored has not ended.
    }

    @Override
    public void deliveriesDue(String destination) {
        if (MessageDestinations.isOurs(destination) && !waiters.isEmpty()) {
            look();
        }
    }

    /** News that come while a look is under way make one more look, however many they are. */
    private void look() {
        if (news.getAndIncrement() == 0) {
            execute(() -> {
                int seen;
                do {
                    seen = news.get();
                    waiters.forEach(this::lookAt);
                } while (news.addAndGet(-seen) != 0);
            });
        }
    }

    private void lookAt(Waiter waiter) {
        try {
            Optional<MessageState> state = now(waiter.id);
            if (state.isEmpty() || state.get().state().isFinal()) {
                waiter.outcome.complete(state);
            }
        } catch (JournalUnavailableException e) {
            LOG.debug("event=message-state-unknown id={} reason=\"{}\"", waiter.id, e.getMessage());
        } catch (RuntimeException e) {
            waiter.outcome.completeExceptionally(e);
        }
    }

    private void tell(Waiter waiter) {
        try {
            waiter.outcome.complete(now(waiter.id));
        } catch (RuntimeException e) {
            waiter.outcome.completeExceptionally(e);
        }
    }

    private void round() {
        if (!waiters.isEmpty() && rounds.compareAndSet(false, true)) {
            alarms.at(clock.instant().plus(ROUND), () -> {
                rounds.set(false);
                look();
                round();
            });
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("event=message-state-unknown reason=\"The agent stops\"");
        }
    }
}
