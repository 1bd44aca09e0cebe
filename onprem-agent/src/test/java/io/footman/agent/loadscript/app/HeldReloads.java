package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReloads;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal in memory that can be out of order for a while. */
final class HeldReloads implements AppReloads {
    private final Map<String, AppReload> held = new ConcurrentHashMap<>();
    private final List<Event> news = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger defects = new AtomicInteger();
    private final AtomicInteger sweeps = new AtomicInteger();

    /** The next writes fail. */
    void failNext(int writes) {
        failures.set(writes);
    }

    /** The next calls throw what no journal should. */
    void breakNext(int calls) {
        defects.set(calls);
    }

    /** How often somebody looked for reloads without an agent. */
    int sweeps() {
        return sweeps.get();
    }

    List<Event> news() {
        return List.copyOf(news);
    }

    int renewals() {
        return renewals.get();
    }

    @Override
    public CompletionStage<Void> add(AppReload reload, Duration lease) {
        return write(() -> held.put(reload.id(), reload)).thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Boolean> renew(AppReload reload, Duration lease) {
        renewals.incrementAndGet();
        defect();
        return write(() -> held.put(reload.id(), reload));
    }

    @Override
    public CompletionStage<Boolean> end(AppReload ended, List<Event> events) {
        return write(() -> {
            held.put(ended.id(), ended);
            news.addAll(events);
        });
    }

    @Override
    public Optional<AppReload> find(String id) {
        defect();
        return Optional.ofNullable(held.get(id));
    }

    @Override
    public List<Orphan> orphans() {
        sweeps.incrementAndGet();
        defect();
        return List.of();
    }

    @Override
    public CompletionStage<Boolean> end(Orphan orphan, AppReload ended, List<Event> events) {
        return end(ended, events);
    }

    private void defect() {
        if (defects.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a defect");
        }
    }

    private CompletionStage<Boolean> write(Runnable change) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new JournalUnavailableException("disk full", null));
        }
        change.run();
        return CompletableFuture.completedFuture(true);
    }
}
