package io.footman.agent.qlik;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets only so many calls run at once; the others wait in order and hold no thread. For calls with large answers. */
public final class Turnstile {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /** @param width how many calls may run at once */
    public Turnstile(int width) {
        this.free = width;
    }

    /** Starts the call now or when its turn has come; it must end by itself. */
    public <T> CompletableFuture<T> pass(Supplier<? extends CompletionStage<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> run(call, result);
        synchronized (this) {
            if (free == 0) {
                waiting.add(start);
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
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
