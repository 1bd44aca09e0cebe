package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.journal.JournalUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many writes in one transaction, and none at the cost of another. */
@ParameterizedClass
@EnumSource(Stores.Kind.class)
@ExtendWith(Stores.class)
class GroupCommitTest {
    private static final long MOST_BYTES = 100_000;

    @Parameter
    Stores.Kind kind;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Database database;
    private GroupCommit writer;

    @BeforeEach
    void open(Stores.Maker maker, @TempDir Path folder) {
        database = Database.open(maker.make(kind, folder));
        writer = new GroupCommit(database, registry, MOST_BYTES);
        writer.start();
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void failsAPoisonousWriteAlone() {
        CountDownLatch gate = block();
        CompletableFuture<Integer> before = writer.submit(0, insert(2));
        CompletableFuture<Integer> poison = writer.submit(0, insert(1));
        CompletableFuture<Integer> defect = writer.submit(0, (sql, notices) -> {
            throw new IllegalStateException("a defect");
        });
        CompletableFuture<Integer> after = writer.submit(0, insert(3));
        gate.countDown();

        assertThat(before).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(after).succeedsWithin(10, TimeUnit.SECONDS);
        assertThatThrownBy(poison::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(defect::join).hasRootCauseMessage("a defect");
        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(writer.trouble()).isEmpty();
    }

    @Test
    void isNotOvertakenByWritesOfALibrary() throws Exception {
        AtomicInteger executions = new AtomicInteger();
        ExecutorService library = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Integer> write = writer.submit(0, (sql, notices) -> {
                executions.incrementAndGet();
                sql.first("SELECT COUNT(*) FROM key_value", row -> row.getInt(1));
                waitBriefly(library.submit(this::writeElsewhere));
                return insert(5).execute(sql, notices);
            });

            assertThat(write).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(executions).hasValue(1);
        } finally {
            library.shutdown();
            assertThat(library.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void commitsTogetherWhatWaits() {
        CountDownLatch gate = block();
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 2; i < 202; i++) {
            writes.add(writer.submit(0, insert(i)));
        }
        gate.countDown();
        writes.forEach(CompletableFuture::join);

        assertThat(ids()).hasSize(201);
        assertThat(registry.get("footman.journal.commit").timer().count()).isLessThanOrEqualTo(2);
    }

    @Test
    void refusesMoreThanItMayHoldInMemoryAndTakesItLater() {
        CountDownLatch gate = block();
        CompletableFuture<Integer> fits = writer.submit(MOST_BYTES - 1_000, insert(2));
        CompletableFuture<Integer> tooMuch = writer.submit(2_000, insert(3));
        assertThatThrownBy(tooMuch::join)
                .hasCauseInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("queue is full");
        gate.countDown();

        assertThat(fits).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(writer.<Integer>call((sql, notices) -> 1)).isEqualTo(1);
        assertThat(writer.submit(2_000, insert(3))).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void writesWhatIsQueuedBeforeItClosesAndRefusesTheRest() {
        CountDownLatch gate = block();
        CompletableFuture<Integer> queued = writer.submit(0, insert(2));
        gate.countDown();

        writer.close();

        assertThat(queued).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(ids()).containsExactly(1, 2);
        assertThatThrownBy(() -> writer.submit(0, insert(3)).join())
                .hasCauseInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void goesOnAfterAnErrorOfTheMachine() {
        CompletableFuture<Integer> failed = writer.submit(0, (sql, notices) -> {
            throw new OutOfMemoryError("made by the test");
        });

        assertThatThrownBy(failed::join).hasCauseInstanceOf(JournalUnavailableException.class);
        assertThat(writer.submit(0, insert(2))).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(writer.trouble()).isEmpty();
    }

    @Test
    void letsASlowCallerNotHoldUpTheWriter() {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> slow = writer.submit(0, insert(2)).thenAccept(ignored -> await(gate));

        assertThat(writer.call(insert(3))).isEqualTo(1);

        gate.countDown();
        assertThat(slow).succeedsWithin(10, TimeUnit.SECONDS);
    }

    /** Keeps the writer busy until the gate opens, so that what follows waits in one batch. */
    private CountDownLatch block() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        writer.submit(0, (sql, notices) -> {
            reached.countDown();
            return await(gate);
        });
        await(reached);
        return gate;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Work<Integer> insert(int id) {
        return (sql, notices) -> sql.update("INSERT INTO pulse (id, beat_at) VALUES (?, 0)", id);
    }

    private List<Integer> ids() {
        return database.read(sql -> sql.list("SELECT id FROM pulse ORDER BY id", row -> row.getInt(1)));
    }

    /** As a library does it, on a connection of its own. */
    private Void writeElsewhere() throws SQLException {
        try (Connection connection = database.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM scheduled_tasks");
            return null;
        }
    }

    /** Long enough for a write that nothing holds up. One that waits for the writer is let wait. */
    private static void waitBriefly(Future<?> write) {
        try {
            write.get(300, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It waits, as it should on SQLite.
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
