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

    /** How often a piece of work is tried that collides with that of others. */
    private static final int MOST_TRIES = 5;

    private static final long PULSE_SECONDS = 1;
    private static final long CLOSE_SECONDS = 20;
    private static final String BEAT = "UPDATE pulse SET beat_at = ? WHERE id = 1";
    private static final String CLOSED = "The journal is closed because the agent stops";
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Database database;
    private final WriterSession session;
    private final WriterMetrics metrics;
    private final long mostBytes;
    private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(task -> daemon(task, "footman-journal-callbacks"));
    private final Thread writer = daemon(this::run, "footman-journal-writer");

    private volatile @Nullable String trouble;
    private volatile boolean closing;

    /** @param mostBytes how much may wait to be written before more is refused */
    GroupCommit(Database database, MeterRegistry registry, long mostBytes) {
        this.database = database;
        this.session = new WriterSession(database);
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

    /** Queues work and waits until it is durable. */
    <T> T call(Work<T> work) {
        try {
            return enqueue(Task.awaited(work)).get();
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
        // Wakes the writer if it sleeps.
        queue.add(Task.awaited((sql, notices) -> true));
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            refuseRest();
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
            task.fail(new JournalUnavailableException(CLOSED, null));
            return task.future();
        }
        if (waitingBytes.addAndGet(task.bytes()) > mostBytes) {
            waitingBytes.addAndGet(-task.bytes());
            metrics.failed("queue-full");
            task.fail(new JournalUnavailableException(
                    "The journal's queue is full (" + mostBytes
                            + " bytes wait to be written). Slow down and try again; check the speed of the disk",
                    null));
            return task.future();
        }
        queue.add(task);
        if (closing && !writer.isAlive()) {
            refuseRest();
        }
        return task.future();
    }

    /** Nobody may wait for a writer that has ended. */
    private void refuseRest() {
        List<Task<?>> rest = new ArrayList<>();
        queue.drainTo(rest);
        rest.forEach(task -> task.fail(new JournalUnavailableException(CLOSED, null)));
    }

    private void run() {
        List<Task<?>> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Task<?> first = trouble == null ? queue.take() : queue.poll(PULSE_SECONDS, TimeUnit.SECONDS);
                batch.add(first == null ? pulse() : first);
            } catch (InterruptedException e) {
                // Nobody interrupts the writer but a container that ends: what is queued is still written.
                closing = true;
            }
            queue.drainTo(batch, MOST_PER_COMMIT - 1);
            commit(List.copyOf(batch));
            batch.clear();
        }
        session.close();
    }

    /** A write that finds out whether a journal in trouble takes writes again. */
    private static Task<?> pulse() {
        return Task.awaited((sql, notices) -> sql.update(BEAT, System.nanoTime()));
    }

    private void commit(List<Task<?>> batch) {
        long bytes = batch.stream().mapToLong(Task::bytes).sum();
        if (!succeeds(batch)) {
            // One of them was to blame, or another agent was in the way: each on its own, then.
            batch.forEach(this::commitAlone);
        }
        waitingBytes.addAndGet(-bytes);
    }

    private void commitAlone(Task<?> task) {
        int tries = 0;
        while (!succeeds(List.of(task))) {
            tries++;
            if (tries == MOST_TRIES) {
                fail(List.of(task), new SQLException("others changed the same rows " + MOST_TRIES + " times", "40001"));
                return;
            }
        }
    }

    /** Commits, or fails for good; false when it should be tried again, each task on its own. */
    private boolean succeeds(List<Task<?>> batch) {
        try {
            execute(batch);
            return true;
        } catch (Exception | Error e) {
            boolean poison = Failures.isPoison(e);
            boolean collision = Failures.isCollision(e);
            session.rollBack(poison || collision);
            if (collision || (poison && batch.size() > 1)) {
                return false;
            }
            fail(batch, e);
            return true;
        }
    }

    private void execute(List<Task<?>> batch) throws SQLException {
        long start = System.nanoTime();
        Statements sql = session.statements();
        database.dialect().beginWriting(sql);
        Notices notices = new Notices();
        List<Runnable> completions = new ArrayList<>(batch.size());
        for (Task<?> task : batch) {
            Runnable completion = task.execute(sql, notices);
            completions.add(() -> handOver(task, completion));
        }
        sql.commit();
        metrics.committed(batch.size(), System.nanoTime() - start);
        recovered();
        completions.forEach(Runnable::run);
        if (!notices.isEmpty()) {
            callbacks.execute(() -> listeners.forEach(listener -> tell(notices, listener)));
        }
    }

    private void handOver(Task<?> task, Runnable completion) {
        if (task.direct()) {
            completion.run();
        } else {
            callbacks.execute(completion);
        }
    }

    private static void tell(Notices notices, Listener listener) {
        try {
            notices.tell(listener);
        } catch (RuntimeException e) {
            LOG.error("event=journal-listener-failed", e);
        }
    }

    private void fail(List<Task<?>> batch, Throwable cause) {
        RuntimeException told = Failures.isPoison(cause) ? poisoned(cause) : unavailable(cause);
        batch.forEach(task -> handOver(task, () -> task.fail(told)));
    }

    private RuntimeException poisoned(Throwable cause) {
        metrics.failed("poison");
        LOG.error("event=journal-write-failed", cause);
        return new IllegalArgumentException("This cannot be stored: " + cause.getMessage(), cause);
    }

    private RuntimeException unavailable(Throwable cause) {
        metrics.failed("unavailable");
        String explained = database.failures().explain(cause);
        // Told once, not for every write that fails.
        if (trouble == null) {
            LOG.error("event=journal-trouble cause=\"{}\"", explained);
        }
        trouble = explained;
        return new JournalUnavailableException(explained, cause);
    }

    private void recovered() {
        if (trouble != null) {
            LOG.info("event=journal-recovered");
            trouble = null;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
