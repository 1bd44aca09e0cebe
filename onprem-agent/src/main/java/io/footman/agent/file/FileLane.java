package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs file operations on few threads of their own, so that large files and dead network shares hold up nothing else. What
 * waits holds no thread, and no longer than it is patient.
 */
public final class FileLane implements AutoCloseable {
    /** Beyond that waiting is of no use to anyone. */
    private static final int MOST_WAITING = 1000;

    private static final Duration IDLE = Duration.ofSeconds(30);
    /** Long enough to remove what is not finished. */
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final String name;
    private final Duration patience;
    private final ThreadPoolExecutor threads;
    private final Executor alarm;

    /**
     * @param name what is done on it: one word, in the plural, for messages, metrics and threads
     * @param atOnce operations at the same time
     * @param patience how long an operation waits for its turn
     */
    public FileLane(String name, int atOnce, Duration patience) {
        this.name = name;
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                daemons("footman-files-" + name));
        this.threads.allowCoreThreadTimeOut(true);
        this.alarm = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The result of the work, or {@link FileException} with {@link Reason#BUSY} when its turn does not come in time. */
    public <T> CompletableFuture<T> run(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicBoolean taken = new AtomicBoolean();
        Runnable turn = () -> {
            if (taken.compareAndSet(false, true)) {
                complete(result, work);
            }
        };
        try {
            threads.execute(turn);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(busy());
            return result;
        }
        alarm.execute(() -> {
            if (taken.compareAndSet(false, true)) {
                threads.remove(turn);
                result.completeExceptionally(busy());
            }
        });
        return result;
    }

    /** What is done on it: one word, in the plural. */
    public String name() {
        return name;
    }

    /** Operations that wait for their turn. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Operations under way. */
    public int running() {
        return threads.getActiveCount();
    }

    /** Stops what is under way, and gives it the time to remove what is not finished. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private FileException busy() {
        return new FileException(
                Reason.BUSY,
                threads.getMaximumPoolSize() + " " + name + " are under way and none of them has ended within "
                        + patience.toSeconds() + " s. Try again later, or let the operator raise"
                        + " footman.rest.files.concurrency");
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
