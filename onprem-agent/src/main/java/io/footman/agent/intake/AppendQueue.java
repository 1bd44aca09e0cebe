package io.footman.agent.intake;

import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.model.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores events in the order in which they came: what arrives while one commit runs goes into the next. A batch that the
 * journal cannot store now is tried again until it can; meanwhile nothing is acknowledged and everything waits behind it.
 */
public final class AppendQueue {
    private static final int LARGEST_BATCH = 500;

    /** What comes beyond it waits in its own form, which is smaller, or stays with the sender. */
    private static final int MOST_WAITING = 5_000;

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 6;
    private static final Logger LOG = LoggerFactory.getLogger(AppendQueue.class);

    /**
     * One event on its way.
     *
     * @param stored called once it is durable
     * @param unstorable called instead when this one can never be stored
     */
    public record Entry(Event event, Consumer<Journal.Receipt> stored, Consumer<String> unstorable) {}

    private final Journal journal;
    private final int mostWaiting;
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private int underway;
    /** So many of the next events are stored one by one, because one of them failed. */
    private int suspects;

    private boolean stopped;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    public AppendQueue(Journal journal) {
        this(journal, MOST_WAITING);
    }

    /** @param mostWaiting so many events wait in the queue before its callers do */
    public AppendQueue(Journal journal, int mostWaiting) {
        this.journal = journal;
        this.mostWaiting = mostWaiting;
    }

    /** Takes an event; the caller waits while too many are waiting already. */
    public void add(Entry entry) throws InterruptedException {
        List<Entry> batch;
        synchronized (this) {
            while (waiting.size() >= mostWaiting && !stopped) {
                wait();
            }
            if (stopped) {
                return;
            }
            waiting.add(entry);
            if (underway > 0) {
                return;
            }
            idle = new CompletableFuture<>();
            batch = next();
        }
        append(batch, 0);
    }

    /** Events taken and not yet stored. */
    public synchronized int size() {
        return waiting.size() + underway;
    }

    /** Completes when all that was taken until now is stored. */
    public synchronized CompletableFuture<Void> stored() {
        return idle;
    }

    /** Takes and stores no more; completes when the commit that runs has ended. What waits was not acknowledged. */
    public synchronized CompletableFuture<Void> stop() {
        stopped = true;
        waiting.clear();
        notifyAll();
        return idle;
    }

    private synchronized List<Entry> next() {
        int most = suspects > 0 ? 1 : LARGEST_BATCH;
        suspects = Math.max(0, suspects - 1);
        List<Entry> batch = new ArrayList<>(Math.min(waiting.size(), most));
        while (batch.size() < most && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        underway = batch.size();
        notifyAll();
        if (batch.isEmpty()) {
            idle.complete(null);
        }
        return batch;
    }

    private void append(List<Entry> batch, int failures) {
        if (batch.isEmpty()) {
            return;
        }
        commit(batch).whenComplete((receipts, failure) -> {
            if (failure == null) {
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).stored().accept(receipts.get(i));
                }
                append(next(), 0);
            } else if (unwrap(failure) instanceof JournalUnavailableException) {
                tryAgain(batch, failures, failure);
            } else {
                isolate(batch, failure);
            }
        });
    }

    private CompletionStage<List<Journal.Receipt>> commit(List<Entry> batch) {
        try {
            return journal.append(batch.stream().map(Entry::event).toList());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void tryAgain(List<Entry> batch, int failures, Throwable failure) {
        if (Integer.bitCount(failures + 1) == 1) {
            LOG.warn(
                    "event=not-stored waiting={} failures={} cause=\"{}\"",
                    size(),
                    failures + 1,
                    unwrap(failure).getMessage());
        }
        synchronized (this) {
            if (stopped) {
                idle.complete(null);
                return;
            }
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> append(batch, failures + 1));
    }

    /** One event that cannot be stored must not hold up its neighbours: a failed batch is stored piece by piece. */
    private void isolate(List<Entry> batch, Throwable failure) {
        if (batch.size() == 1) {
            LOG.error("event=unstorable id={}", batch.get(0).event().id(), unwrap(failure));
            batch.get(0).unstorable().accept(unwrap(failure).getClass().getSimpleName());
        } else {
            putBack(batch);
        }
        append(next(), 0);
    }

    private synchronized void putBack(List<Entry> batch) {
        for (int i = batch.size() - 1; i >= 0 && !stopped; i--) {
            waiting.addFirst(batch.get(i));
        }
        suspects = batch.size();
    }

    private static Throwable unwrap(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? new IllegalStateException("unknown failure") : cause;
    }
}
