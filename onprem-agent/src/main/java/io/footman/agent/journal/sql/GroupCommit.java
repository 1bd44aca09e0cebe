package io.footman.agent.journal.sql;

import io.footman.agent.journal.Journal.Listener;
import io.footman.agent.journal.JournalUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the journal. Whatever waits is executed in one transaction, so that a single fsync makes the work of
 * many callers durable; the next batch gathers meanwhile. Nobody waits for a batch to fill.
 *
 * <p>Stages and listeners are called on a thread of their own, after the commit: a slow caller does not hold the writer up.
 */
final class GroupCommit implements AutoCloseable {
    /** Keeps a single transaction short. */
    private static final int MOST_PER_COMMIT = 512;

    private static final int MOST_TRIES = 5;
    private static final long PULSE_SECONDS = 1;
    private static final long CLOSE_SECONDS = 20;
    private static final String BEAT = "UPDATE pulse SET beat_at = beat_at + 1 WHERE id = 1";
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Database database;
    private final WriterMetrics metrics;
    private final long mostBytes;
    private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(task -> daemon(task, "footman-journal-callbacks"));
    private final Thread writer = daemon(this::run, "footman-journal-writer");

    private @Nullable Statements session;
    private volatile @Nullable String trouble;
    private volatile boolean closing;

    /** @param mostBytes how much may wait to be written before more is refused */
    GroupCommit(Database database, MeterRegistry registry, long mostBytes) {
        this.database = database;
        this.mostBytes = mostBytes;
        this.metrics = new WriterMetrics(registry, waitingBytes, () -> trouble != null);
    }

    void start() {
        writer.start();
    }

    /** Queues work of about {@code bytes}; the stage completes once it is durable. */
    <T> CompletableFuture<T> submit(long bytes, Work<T> work) {
        return enqueue(new Task<>(work, bytes, false));
    }

    /** As {@link #submit}, and waits. */
    <T> T call(Work<T> work) {
        try {
            return enqueue(new Task<>(work, Task.LEAST_BYTES, true)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailableException("Interrupted while waiting for the journal", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Writes what is queued, then stops. */
    @Override
    public void close() {
        closing = true;
        queue.add(new Task<>((sql, notices) -> true, 0, true));
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            callbacks.shutdown();
            if (!callbacks.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("event=journal-close-slow what=callbacks");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletableFuture<T> enqueue(Task<T> task) {
        if (closing) {
            task.future().completeExceptionally(new JournalUnavailableException("The journal is closing", null));
        } else if (waitingBytes.addAndGet(task.bytes()) > mostBytes) {
            waitingBytes.addAndGet(-task.bytes());
            metrics.refused();
            task.future()
                    .completeExceptionally(new JournalUnavailableException(
                            "The journal's queue is full (" + mostBytes
                                    + " bytes wait to be written). Slow down and try again; check the disk's speed",
                            null));
        } else {
            queue.add(task);
        }
        return task.future();
    }

    private void run() {
        List<Task<?>> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            batch.clear();
            try {
                Task<?> first = trouble == null ? queue.take() : queue.poll(PULSE_SECONDS, TimeUnit.SECONDS);
                batch.add(first == null ? new Task<>((sql, notices) -> sql.update(BEAT), 0, true) : first);
            } catch (InterruptedException e) {
                // Nobody interrupts the writer but a container that ends: what is queued is still written.
                closing = true;
                continue;
            }
            queue.drainTo(batch, MOST_PER_COMMIT - 1);
            commit(List.copyOf(batch));
            batch.forEach(task -> waitingBytes.addAndGet(-task.bytes()));
        }
        discardSession();
    }

    private void commit(List<Task<?>> batch) {
        try {
            execute(batch);
        } catch (SQLException | RuntimeException e) {
            rollBack();
            if (Failures.isCollision(e) || (Failures.isPoison(e) && batch.size() > 1)) {
                batch.forEach(this::commitAlone);
            } else {
                fail(batch, e);
            }
        }
    }

    /** For a task whose batch failed: only the one to blame fails again. */
    private void commitAlone(Task<?> task) {
        for (int tries = 1; ; tries++) {
            try {
                execute(List.of(task));
                return;
            } catch (SQLException | RuntimeException e) {
                rollBack();
                if (!Failures.isCollision(e) || tries == MOST_TRIES) {
                    fail(List.of(task), e);
                    return;
                }
            }
        }
    }

    private void execute(List<Task<?>> batch) throws SQLException {
        long start = System.nanoTime();
        Statements sql = session();
        Notices notices = new Notices();
        List<Runnable> completions = new ArrayList<>(batch.size());
        for (Task<?> task : batch) {
            Runnable completion = task.execute(sql, notices);
            completions.add(() -> complete(task, completion));
        }
        sql.commit();
        metrics.committed(batch.size(), System.nanoTime() - start);
        recovered();
        completions.forEach(Runnable::run);
        callbacks.execute(() -> listeners.forEach(listener -> tell(notices, listener)));
    }

    private static void tell(Notices notices, Listener listener) {
        try {
            notices.tell(listener);
        } catch (RuntimeException e) {
            LOG.error("event=journal-listener-failed", e);
        }
    }

    private void fail(List<Task<?>> batch, Exception failure) {
        RuntimeException told;
        if (Failures.isPoison(failure)) {
            metrics.failed("poison");
            LOG.error("event=journal-write-failed", failure);
            told = new IllegalArgumentException("This cannot be stored: " + failure.getMessage(), failure);
        } else {
            metrics.failed("unavailable");
            String explained = database.failures().explain(failure);
            if (!explained.equals(trouble)) {
                LOG.error("event=journal-trouble cause=\"{}\"", explained);
            }
            trouble = explained;
            told = new JournalUnavailableException(explained, failure);
        }
        batch.forEach(task -> complete(task, () -> task.future().completeExceptionally(told)));
    }

    private void complete(Task<?> task, Runnable completion) {
        if (task.direct()) {
            completion.run();
        } else {
            callbacks.execute(completion);
        }
    }

    private void recovered() {
        if (trouble != null) {
            LOG.info("event=journal-recovered");
            trouble = null;
        }
    }

    private Statements session() throws SQLException {
        Statements open = session;
        if (open == null) {
            open = database.openWriter();
            session = open;
        }
        return open;
    }

    /** A connection that failed is not used again: SQLite may have ended the transaction itself, a server may be gone. */
    private void rollBack() {
        Statements open = session;
        if (open != null) {
            try {
                open.rollback();
            } catch (SQLException e) {
                LOG.debug("event=journal-rollback-failed", e);
            }
            discardSession();
        }
    }

    private void discardSession() {
        Statements open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("event=journal-connection-close-failed", e);
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Work and who waits for it.
     *
     * @param direct completed on the writer's thread, because the caller just waits
     */
    private record Task<T>(Work<T> work, long bytes, boolean direct, CompletableFuture<T> future) {
        /** What any piece of work is counted as at least. */
        static final long LEAST_BYTES = 256;

        Task(Work<T> work, long bytes, boolean direct) {
            this(work, Math.max(bytes, LEAST_BYTES), direct, new CompletableFuture<>());
        }

        /** Executes the work; the result is handed over when the transaction is committed. */
        Runnable execute(Statements sql, Notices notices) throws SQLException {
            T result = work.execute(sql, notices);
            return () -> future.complete(result);
        }
    }
}
