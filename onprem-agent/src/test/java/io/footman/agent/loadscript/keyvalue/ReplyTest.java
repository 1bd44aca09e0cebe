package io.footman.agent.loadscript.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.rest.RestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void saysThatTryingAgainHelpsWhenTheStoreCannotBeUsed() {
        Throwable told =
                failure(new JournalUnavailableException("The journal file C:/secret/footman.db is full", null));

        assertThat(told).isInstanceOfSatisfying(RestException.class, error -> {
            assertThat(error.status().getCode()).isEqualTo(503);
            assertThat(error.text())
                    .startsWith("Failed adding key-value to namespace: ")
                    .doesNotContain("C:/secret");
        });
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        IllegalStateException defect = new IllegalStateException("defect");

        assertThat(failure(defect)).isSameAs(defect);
    }

    private static Throwable failure(RuntimeException cause) {
        CompletableFuture<Object> failed = CompletableFuture.failedFuture(cause);
        return Reply.or(failed.thenApply(value -> value), "Failed adding key-value to namespace")
                .toCompletableFuture()
                .handle((value, failure) ->
                        failure instanceof CompletionException wrapped ? wrapped.getCause() : failure)
                .join();
    }
}
