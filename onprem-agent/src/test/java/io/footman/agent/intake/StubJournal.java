package io.footman.agent.intake;

import io.footman.agent.journal.Backlog;
import io.footman.agent.journal.DeadLetter;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Settlement;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A journal whose appends fail as a test wants; knows nothing but appending. */
public final class StubJournal implements Journal {
    private final Map<String, Event> stored = new LinkedHashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean hanging;
    private volatile Predicate<Event> poison = event -> false;

    /** Nothing can be stored. */
    public void full(boolean now) {
        this.full = now;
    }

    /** Appends never end. */
    public void hanging() {
        this.hanging = true;
    }

    /** Batches with such an event fail in a way that trying again cannot help. */
    public void poison(Predicate<Event> which) {
        this.poison = which;
    }

    public int attempts() {
        return attempts.get();
    }

    public synchronized List<String> ids() {
        return List.copyOf(stored.keySet());
    }

    public synchronized List<Event> events() {
        return List.copyOf(stored.values());
    }

    @Override
    public synchronized CompletionStage<List<Receipt>> append(List<Event> events) {
        attempts.incrementAndGet();
        if (hanging) {
            return new CompletableFuture<>();
        }
        if (full) {
            return CompletableFuture.failedFuture(
                    new JournalUnavailableException("the disk is full", new IllegalStateException()));
        }
        if (events.stream().anyMatch(poison)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("cannot be written"));
        }
        return CompletableFuture.supplyAsync(() -> store(events));
    }

    private synchronized List<Receipt> store(List<Event> events) {
        return events.stream()
                .map(event -> stored.putIfAbsent(event.id(), event) == null ? Receipt.STORED : Receipt.DUPLICATE)
                .toList();
    }

    @Override
    public List<StoredEvent> claimEvents(int most, Duration lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> routed(Routing routing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> postpone(String eventId, Instant until, String why) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DueDelivery> claimDeliveries(String destination, int most, Duration lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> nextDue(String destination) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> waitingDestinations() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void listen(Listener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Backlog backlog() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<EventProgress> progress(String eventId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Event> event(String eventId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DeadLetter> deadLetters(int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> replay(String letterKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> prune(Duration age, long bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
