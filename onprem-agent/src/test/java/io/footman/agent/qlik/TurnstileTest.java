package io.footman.agent.qlik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private final Turnstile turnstile = new Turnstile(2);
    private final List<CompletableFuture<String>> started = new ArrayList<>();

    @Test
    void startsNoMoreThanItsWidthAndTheNextWhenOneEnds() {
        List<CompletableFuture<String>> results = List.of(pass(), pass(), pass(), pass());
        assertThat(started).hasSize(2);

        started.get(1).complete("second");
        assertThat(started).hasSize(3);
        assertThat(results.get(1)).isCompletedWithValue("second");
        assertThat(results.get(2)).isNotDone();
    }

    @Test
    void aCallThatFailsMakesRoomToo() {
        CompletableFuture<String> failing = pass();
        pass();
        CompletableFuture<String> next = pass();
        started.get(0).completeExceptionally(new IllegalStateException("as told"));
        started.get(2).complete("next");

        assertThat(failing).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue("next");
    }

    @Test
    void aCallThatCannotEvenStartMakesRoomToo() {
        CompletableFuture<String> broken = turnstile.pass(() -> {
            throw new IllegalStateException("as told");
        });
        pass();
        pass();

        assertThat(broken).isCompletedExceptionally();
        assertThat(started).hasSize(2);
    }

    @Test
    void neverStartsACallThatWasGivenUp() {
        List<CompletableFuture<String>> results = List.of(pass(), pass(), pass(), pass());
        results.get(2).cancel(false);

        started.get(0).complete("first");

        assertThat(started).hasSize(3);
        started.get(2).complete("fourth");
        assertThat(results.get(3)).isCompletedWithValue("fourth");
    }

    @Test
    void refusesMoreThanMayWaitAndHasRoomAgainWhenOneGivesUp() {
        Turnstile narrow = new Turnstile(1, 1, () -> new IllegalStateException("full"));
        CompletableFuture<String> running = new CompletableFuture<>();
        narrow.pass(() -> running);
        CompletableFuture<String> waiting = narrow.pass(() -> running);

        assertThat(narrow.pass(() -> running)).isCompletedExceptionally();
        waiting.cancel(false);
        assertThat(narrow.pass(() -> running)).isNotDone();
    }

    private CompletableFuture<String> pass() {
        return turnstile.pass(() -> {
            CompletableFuture<String> call = new CompletableFuture<>();
            started.add(call);
            return call;
        });
    }
}
