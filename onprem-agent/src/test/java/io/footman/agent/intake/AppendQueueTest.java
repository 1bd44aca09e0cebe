package io.footman.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppendQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 10;

    private final StubJournal journal = new StubJournal();
    private final AppendQueue queue = new AppendQueue(journal, MOST);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsEachEventInOrderOnceItIsStored() {
        CompletableFuture<Void> adding = addAll(1000);

        await().atMost(PATIENCE).until(() -> told.size() == 1000);
        adding.join();
        assertThat(told).isEqualTo(journal.ids()).isEqualTo(ids(1000));
        assertThat(queue.size()).isZero();
    }

    @Test
    void letsTheCallerWaitInsteadOfFillingTheMemory() {
        journal.full(true);
        AtomicInteger largest = new AtomicInteger();
        CompletableFuture<Void> adding = addAll(100);
        await().atMost(PATIENCE).until(() -> {
            largest.accumulateAndGet(queue.size(), Math::max);
            return journal.attempts() >= 3;
        });
        assertThat(adding).isNotDone();
        assertThat(largest.get()).isLessThanOrEqualTo(2 * MOST);
        assertThat(told).isEmpty();

        journal.full(false);

        await().atMost(PATIENCE).until(() -> told.size() == 100);
        assertThat(told).isEqualTo(ids(100));
    }

    @Test
    void storesFewBatchesForManyEvents() {
        addAll(1000).join();
        await().atMost(PATIENCE).until(() -> told.size() == 1000);

        assertThat(journal.attempts()).isLessThan(1000);
    }

    @Test
    void aStoppedQueueFreesItsCallerAndTellsNothingMore() {
        journal.full(true);
        CompletableFuture<Void> adding = addAll(100);
        await().atMost(PATIENCE).until(() -> queue.size() >= MOST);

        queue.stop().join();

        adding.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(told).isEmpty();
        assertThat(journal.ids()).isEmpty();
    }

    private CompletableFuture<Void> addAll(int count) {
        return CompletableFuture.runAsync(() -> {
            for (String id : ids(count)) {
                try {
                    queue.add(new AppendQueue.Entry(
                            event(id), receipt -> told.add(id), why -> told.add("unstorable " + id)));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
    }

    private static Event event(String id) {
        return new Event(
                id,
                id,
                EventKind.APP_RELOAD_FAILED,
                Instant.EPOCH,
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.APP, "app", Optional.empty()),
                Map.of());
    }
}
