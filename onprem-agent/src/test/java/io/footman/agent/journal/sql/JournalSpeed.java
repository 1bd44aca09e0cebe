package io.footman.agent.journal.sql;

import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Settlement;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Measures the way of events through the journal alone: append, claim, route to two lanes, claim, settle. A program, not a
 * test; see docs/journal.md. Arguments: number of events, file.
 */
final class JournalSpeed {
    private static final int APPEND_BATCH = 20;
    private static final int CLAIM_BATCH = 100;
    private static final int IDLE_APPENDS = 300;
    private static final List<String> LANES = List.of("ops-slack", "bi-mail");

    private final SqlJournal journal;
    private final int events;

    private JournalSpeed(SqlJournal journal, int events) {
        this.journal = journal;
        this.events = events;
    }

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        Path file = arguments.length > 1
                ? Path.of(arguments[1])
                : Files.createTempDirectory("journal-speed").resolve("footman.db");
        long start = System.nanoTime();
        try (SqlJournal journal =
                SqlJournal.open(new JournalSettings.File(file), Clock.systemUTC(), new SimpleMeterRegistry())) {
            System.out.printf("open            %8.0f ms%n", (System.nanoTime() - start) / 1e6);
            JournalSpeed speed = new JournalSpeed(journal, events);
            speed.idleAppends();
            speed.wholeWay("warm-up");
            speed.wholeWay("measured");
        }
    }

    private void idleAppends() throws Exception {
        double[] millis = new double[IDLE_APPENDS];
        for (int i = 0; i < IDLE_APPENDS; i++) {
            long start = System.nanoTime();
            journal.append(List.of(Given.event("idle-" + System.nanoTime())))
                    .toCompletableFuture()
                    .get();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                "idle append     p50 %.2f ms, p99 %.2f ms%n",
                millis[IDLE_APPENDS / 2], millis[IDLE_APPENDS * 99 / 100]);
        journal.claimEvents(IDLE_APPENDS, Given.LEASE)
                .forEach(stored -> journal.routed(Given.routing(stored))
                        .toCompletableFuture()
                        .join());
    }

    private void wholeWay(String round) throws Exception {
        long start = System.nanoTime();
        List<Thread> rooms = new ArrayList<>();
        rooms.add(new Thread(() -> intake(round)));
        rooms.add(new Thread(this::route));
        LANES.forEach(lane -> rooms.add(new Thread(() -> deliver(lane))));
        rooms.forEach(Thread::start);
        for (Thread room : rooms) {
            room.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-15s %8.0f events/s, %d events in %.1f s%n", round, events / seconds, events, seconds);
    }

    private void intake(String round) {
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = 0; i < events; i += APPEND_BATCH) {
            List<Event> batch = new ArrayList<>();
            for (int j = i; j < Math.min(events, i + APPEND_BATCH); j++) {
                batch.add(Given.event(round + "-" + System.nanoTime() + "-" + j));
            }
            open.add(journal.append(batch).toCompletableFuture());
            if (open.size() == 50) {
                open.forEach(CompletableFuture::join);
                open.clear();
            }
        }
        open.forEach(CompletableFuture::join);
    }

    private void route() {
        int done = 0;
        while (done < events) {
            List<CompletableFuture<Void>> open = new ArrayList<>();
            for (StoredEvent stored : journal.claimEvents(CLAIM_BATCH, Given.LEASE)) {
                String id = stored.event().id();
                open.add(journal.routed(new io.footman.agent.journal.Routing(
                                Given.context(stored.event()),
                                List.of(
                                        Given.delivery(id + "/0", LANES.get(0)),
                                        Given.delivery(id + "/1", LANES.get(1))),
                                List.of()))
                        .toCompletableFuture());
            }
            done += open.size();
            open.forEach(CompletableFuture::join);
        }
    }

    private void deliver(String lane) {
        int done = 0;
        while (done < events) {
            List<CompletableFuture<Void>> open = new ArrayList<>();
            for (DueDelivery due : journal.claimDeliveries(lane, CLAIM_BATCH, Given.LEASE)) {
                open.add(journal.settle(new Settlement.Delivered(due.key(), "200 OK", 0))
                        .toCompletableFuture());
            }
            done += open.size();
            open.forEach(CompletableFuture::join);
        }
    }
}
