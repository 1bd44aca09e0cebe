package io.footman.agent.journal.sql;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * Work and who waits for it.
 *
 * @param bytes what it counts for while it waits in memory
 * @param direct completed on the writer's thread, because the caller does nothing but wait
 */
record Task<T>(Work<T> work, long bytes, boolean direct, CompletableFuture<T> future) {
    /** What any piece of work is counted as at least. */
    private static final long LEAST_BYTES = 256;

    Task(Work<T> work, long bytes, boolean direct) {
        this(work, Math.max(bytes, LEAST_BYTES), direct, new CompletableFuture<>());
    }

    /** A caller that blocks. */
    static <T> Task<T> awaited(Work<T> work) {
        return new Task<>(work, LEAST_BYTES, true);
    }

    /** Executes the work; the result is to be handed over when the transaction is committed. */
    Runnable execute(Statements sql, Notices notices) throws SQLException {
        T result = work.execute(sql, notices);
        return () -> future.complete(result);
    }

    void fail(RuntimeException cause) {
        future.completeExceptionally(cause);
    }
}
