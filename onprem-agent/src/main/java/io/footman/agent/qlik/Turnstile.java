package io.footman.agent.qlik;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets only so many calls run at once; the others wait in order and hold no thread. For calls with large answers. */
public final class Turnstile {
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private final int longestQueue;
    private final Supplier<? extends RuntimeException> full;
    private int free;

    /** @param width how many calls may run at once */
    public Turnstile(int width) {
        this(width, Integer.MAX_VALUE, IllegalStateException::new);
    }

    /**
     * @param width how many calls may run at once
     * @param longestQueue how many may wait
     * @param full how the others fail
     */
    public Turnstile(int width, int longestQueue, Supplier<? extends RuntimeException> full) {
        this.free = width;
        this.longestQueue = longestQueue;
        this.full = full;
    }

    private record Waiting(Runnable start, CompletableFuture<?> result) {
        /** Whoever asked no longer wants to know. */
        boolean givenUp() {
            return result.isDone();
        }
    }

    /** Starts the call now or when its turn has come; it must end by itself. One that is cancelled before never starts. */
    public <T> CompletableFuture<T> pass(Supplier<? extends CompletionStage<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> run(call, result);
        synchronized (this) {
            if (free == 0) {
                queue.removeIf(Waiting::givenUp);
                if (queue.size() >= longestQueue) {
                    return CompletableFuture.failedFuture(full.get());
                }
                queue.add(new Waiting(start, result));
                return result;
            }
            free--;
        }
        start.run();
        return result;
    }

    private <T> void run(Supplier<? extends CompletionStage<T>> call, CompletableFuture<T> result) {
        CompletionStage<T> running;
        try {
            running = call.get();
        } catch (RuntimeException e) {
            running = CompletableFuture.failedFuture(e);
        }
        running.whenComplete((answer, failure) -> {
            // The next one first: whoever waits for this answer must not hold up the queue.
            leave();
            if (failure == null) {
                result.complete(answer);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void leave() {
        Waiting next;
        synchronized (this) {
            do {
                next = queue.poll();
            } while (next != null && next.givenUp());
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.start().run();
        }
    }
}
