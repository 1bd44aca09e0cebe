package io.footman.agent.journal.sql;

import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.KeyValue;
import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.journal.KeyValueStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The key-value store in the journal's database. Changes go through the journal's writer; reads have two threads of their
 * own, because the store has few connections. In a file, which belongs to this process alone, what was read a moment ago
 * is answered from memory; in a shared database another agent may have changed it, so each read asks.
 */
final class SqlKeyValueStore implements KeyValueStore, AutoCloseable {
    private static final int READERS = 2;

    /** Reads that wait for a thread; beyond that the database is too slow for what is asked. */
    static final int MOST_WAITING = 1_000;

    private final Database database;
    private final GroupCommit writer;
    private final KeyValueLimits limits;
    private final KeyValues keyValues;
    private final Clock clock;
    private final Optional<RecentValues> recent;
    private final ExecutorService readers = new ThreadPoolExecutor(
            READERS, READERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), SqlKeyValueStore::reader);

    /** @param database what {@code writer} writes to; both stay open as long as this store is used */
    SqlKeyValueStore(Database database, GroupCommit writer, KeyValueLimits limits, Clock clock) {
        this.database = database;
        this.writer = writer;
        this.limits = limits;
        this.clock = clock;
        this.keyValues = new KeyValues(limits, new Order(clock));
        this.recent = database.dialect() == Dialect.SQLITE ? Optional.of(new RecentValues()) : Optional.empty();
    }

    @Override
    public CompletionStage<List<String>> namespaces() {
        return read(KeyValues::namespaces);
    }

    @Override
    public CompletionStage<Optional<List<String>>> keys(String namespace) {
        return read(sql -> KeyValues.isNamespace(sql, namespace)
                ? Optional.of(KeyValues.keys(sql, namespace, clock.millis()))
                : Optional.empty());
    }

    @Override
    public CompletionStage<Lookup> get(String namespace, String key) {
        Optional<KeyValues.Held> known = recent.flatMap(values -> values.get(namespace, key));
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(told(known.get()));
        }
        long read = recent.map(RecentValues::changes).orElse(0L);
        return read(sql -> {
            Optional<KeyValues.Held> held = KeyValues.get(sql, namespace, key, clock.millis());
            if (held.isPresent()) {
                recent.ifPresent(values -> values.remember(namespace, key, held.get(), read));
                return told(held.get());
            }
            return KeyValues.isNamespace(sql, namespace) ? Missing.NO_KEY : Missing.NO_NAMESPACE;
        });
    }

    @Override
    public CompletionStage<Placement> put(KeyValue entry) {
        Optional<String> objection = limits.objection(entry);
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(new Refused(objection.get()));
        }
        return writer.submit(entry.value().length(), (sql, notices) -> keyValues.put(sql, entry, clock.millis()))
                .whenComplete((placed, failure) -> forget(entry.namespace(), entry.key()));
    }

    @Override
    public CompletionStage<Removal> remove(String namespace, String key) {
        return writer.submit(0, (sql, notices) -> KeyValues.remove(sql, namespace, key, clock.millis()))
                .whenComplete((removed, failure) -> forget(namespace, key));
    }

    @Override
    public CompletionStage<Removal> removeNamespace(String namespace) {
        return writer.submit(0, (sql, notices) -> KeyValues.removeNamespace(sql, namespace))
                .whenComplete((removed, failure) -> recent.ifPresent(values -> values.forget(namespace)));
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }

    private void forget(String namespace, String key) {
        recent.ifPresent(values -> values.forget(namespace, key));
    }

    private Lookup told(KeyValues.Held held) {
        return held.liveAt(clock.millis()) ? new Found(held.value()) : Missing.NO_KEY;
    }

    private <T> CompletionStage<T> read(Database.Query<T> query) {
        Optional<String> away = away();
        if (away.isPresent()) {
            return CompletableFuture.failedFuture(new JournalUnavailableException(away.get(), null));
        }
        try {
            return CompletableFuture.supplyAsync(() -> readNow(query), readers);
        } catch (RejectedExecutionException e) {
            String reason = readers.isShutdown()
                    ? "The journal is closed because the agent stops"
                    : MOST_WAITING
                            + " reads of key-values wait already. Slow down and try again; check the speed of the"
                            + " database";
            return CompletableFuture.failedFuture(new JournalUnavailableException(reason, e));
        }
    }

    private <T> T readNow(Database.Query<T> query) {
        away().ifPresent(reason -> {
            throw new JournalUnavailableException(reason, null);
        });
        return database.read(query);
    }

    /** Why a read would only wait for a connection. A file can be read though the disk is full. */
    private Optional<String> away() {
        return database.dialect() == Dialect.SQLITE ? Optional.empty() : writer.trouble();
    }

    private static Thread reader(Runnable task) {
        Thread thread = new Thread(task, "footman-key-values");
        thread.setDaemon(true);
        return thread;
    }
}
