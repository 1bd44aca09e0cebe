package io.footman.agent.file;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footman.agent.file.FileException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileLaneTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private FileLane lane = new FileLane("copies", 2, Duration.ofMillis(200));

    @AfterEach
    void close() {
        release.countDown();
        lane.close();
    }

    @Test
    void refusesWhatWaitsTooLongAndNeverStartsIt() throws Exception {
        CompletableFuture<String> first = lane.run(this::held);
        CompletableFuture<String> second = lane.run(this::held);
        CompletableFuture<String> third = lane.run(() -> "third");

        assertThatThrownBy(() -> third.get(10, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY))
                .hasMessageContaining("2 copies")
                .hasMessageContaining("footman.rest.files.concurrency");
        assertThat(lane.waiting()).isZero();
        assertThat(lane.running()).isEqualTo(2);

        release.countDown();
        assertThat(first.get(10, SECONDS)).isEqualTo("held");
        assertThat(second.get(10, SECONDS)).isEqualTo("held");
    }

    @Test
    void aLongOperationIsNotRefusedOnceItRuns() throws Exception {
        CompletableFuture<String> result = lane.run(this::held);
        await().pollDelay(Duration.ofMillis(400)).until(() -> lane.running() == 1);

        release.countDown();

        assertThat(result.get(10, SECONDS)).isEqualTo("held");
    }

    @Test
    void whatWaitsGetsItsTurn() throws Exception {
        lane.close();
        lane = new FileLane("copies", 1, Duration.ofMinutes(1));
        lane.run(this::held);
        CompletableFuture<String> next = lane.run(() -> "next");
        assertThat(next).isNotDone();

        release.countDown();

        assertThat(next.get(10, SECONDS)).isEqualTo("next");
    }

    private String held() throws InterruptedException {
        release.await();
        return "held";
    }
}
