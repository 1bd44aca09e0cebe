package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two agents on one PostgreSQL at the same time. */
@ExtendWith(Stores.class)
class SharedDatabaseTest {
    private static final int EVENTS = 600;
    private static final int LIMITED_KEYS = 5;

    private final ManualClock clock = new ManualClock();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private SqlJournal one;
    private SqlJournal two;

    @BeforeEach
    void open(Stores.Maker maker) {
        JournalSettings.Server server = maker.database();
        one = SqlJournal.open(server, clock, new SimpleMeterRegistry());
        two = SqlJournal.open(server, clock, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        one.close();
        two.close();
    }

    @Test
    void storesEachEventOnceWhenBothReceiveAllInOppositeOrder() throws Exception {
        List<Event> events =
                IntStream.range(0, EVENTS).mapToObj(i -> Given.event("e" + i)).toList();
        List<Event> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);

        List<Receipt> receipts = both(() -> append(one, events), () -> append(two, reversed));

        assertThat(receipts).hasSize(2 * EVENTS);
        assertThat(receipts.stream().filter(Receipt.STORED::equals)).hasSize(EVENTS);
        assertThat(one.backlog().events()).isEqualTo(EVENTS);
    }

    @Test
    void claimsAndRoutesEachEventOnce() throws Exception {
        append(
                one,
                IntStream.range(0, EVENTS).mapToObj(i -> Given.event("e" + i)).toList());

        List<String> claimed = both(() -> routeAll(one), () -> routeAll(two));

        assertThat(claimed).hasSize(EVENTS).doesNotHaveDuplicates();
    }

    @Test
    void claimsEachDeliveryOnceAndOneOfARateKeyAtATime() throws Exception {
        append(
                one,
                IntStream.range(0, EVENTS).mapToObj(i -> Given.event("e" + i)).toList());
        routeAll(one);

        List<String> claimed = both(() -> claimAll(one), () -> claimAll(two));

        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(claimed.stream().filter(key -> key.startsWith("free"))).hasSize(EVENTS);
        assertThat(claimed.stream().filter(key -> key.startsWith("limited"))).hasSize(LIMITED_KEYS);
    }

    @Test
    void takesOverWhatADeadAgentHadInHand() {
        append(one, List.of(Given.event("a")));
        assertThat(one.claimEvents(1, Given.LEASE)).hasSize(1);
        assertThat(two.claimEvents(1, Given.LEASE)).isEmpty();

        clock.advance(Given.LEASE);

        assertThat(two.claimEvents(1, Given.LEASE)).hasSize(1);
    }

    private static List<Receipt> append(SqlJournal journal, List<Event> events) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < events.size(); i += 50) {
            receipts.addAll(journal.append(events.subList(i, i + Math.min(50, events.size() - i)))
                    .toCompletableFuture()
                    .join());
        }
        return receipts;
    }

    private static List<String> routeAll(SqlJournal journal) {
        List<String> claimed = new ArrayList<>();
        List<StoredEvent> batch = journal.claimEvents(20, Given.LEASE);
        while (!batch.isEmpty()) {
            for (StoredEvent stored : batch) {
                String id = stored.event().id();
                claimed.add(id);
                String rateKey = "key " + Integer.parseInt(id.substring(1)) % LIMITED_KEYS;
                NewDelivery limited = Given.limited("limited " + id, rateKey, Duration.ofMinutes(5));
                journal.routed(Given.routing(stored, Given.delivery("free " + id), limited))
                        .toCompletableFuture()
                        .join();
            }
            batch = journal.claimEvents(20, Given.LEASE);
        }
        return claimed;
    }

    private static List<String> claimAll(SqlJournal journal) {
        List<String> claimed = new ArrayList<>();
        // An empty claim may only mean that the other agent has the rows in hand at this instant.
        for (int empty = 0; empty < 20; ) {
            List<DueDelivery> batch = journal.claimDeliveries(Given.SLACK, 10, Given.LEASE);
            batch.forEach(due -> claimed.add(due.key()));
            empty = batch.isEmpty() ? empty + 1 : 0;
        }
        return claimed;
    }

    private <T> List<T> both(Callable<List<T>> first, Callable<List<T>> second) throws Exception {
        List<T> all = new ArrayList<>();
        for (Future<List<T>> result : threads.invokeAll(List.of(first, second))) {
            all.addAll(result.get());
        }
        return all;
    }
}
