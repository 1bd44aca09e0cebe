package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.KeyValue;
import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.journal.KeyValueStore;
import io.footman.agent.model.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a kill. */
class KilledProcessTest {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 300;

    @Test
    void keepsEveryAcknowledgedEvent(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("footman.db");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(acknowledgedUntilKilled(Appender.class, file, "round" + round));
        }

        try (SqlJournal journal =
                SqlJournal.open(new JournalSettings.File(file), Clock.systemUTC(), new SimpleMeterRegistry())) {
            List<Event> events = acknowledged.stream().map(Given::event).toList();
            assertThat(journal.append(events).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_BEFORE_KILL)
                    .containsOnly(Receipt.DUPLICATE);
            assertThat(journal.backlog().events()).isGreaterThanOrEqualTo(acknowledged.size());
        }
    }

    @Test
    void keepsEveryAcknowledgedKeyValue(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("footman.db");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(acknowledgedUntilKilled(Putter.class, file, "round" + round));
        }

        try (SqlJournal journal =
                        SqlJournal.open(new JournalSettings.File(file), Clock.systemUTC(), new SimpleMeterRegistry());
                SqlKeyValueStore values = Putter.values(journal)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_BEFORE_KILL);
            for (String key : acknowledged) {
                assertThat(values.get(Putter.NAMESPACE, key)
                                .toCompletableFuture()
                                .get(30, TimeUnit.SECONDS))
                        .isEqualTo(new KeyValueStore.Found("value of " + key));
            }
        }
    }

    /** Runs a child process that prints what was acknowledged, kills it and tells what it had printed. */
    private static List<String> acknowledgedUntilKilled(Class<?> program, Path file, String prefix) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        file.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output = child.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                if (line.startsWith(prefix)) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == ACKNOWLEDGED_BEFORE_KILL) {
                    // By its handle: what it has printed stays readable.
                    child.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    /** The child process: appends for ever and prints each event id once its append has completed. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] arguments) {
            SqlJournal journal = SqlJournal.open(
                    new JournalSettings.File(Path.of(arguments[0])), Clock.systemUTC(), new SimpleMeterRegistry());
            for (int i = 0; ; i++) {
                String id = arguments[1] + "-" + i;
                journal.append(List.of(Given.event(id)))
                        .thenAccept(receipts -> {
                            System.out.println(id);
                            System.out.flush();
                        })
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    /** The child process: stores keys for ever and prints each once its write has completed. */
    static final class Putter {
        static final String NAMESPACE = "killed";
        private static final KeyValueLimits LIMITS = new KeyValueLimits(1, 1_000_000, 100, 100, 100);

        private Putter() {}

        static SqlKeyValueStore values(SqlJournal journal) {
            return new SqlKeyValueStore(journal.database(), journal.writer(), LIMITS, Clock.systemUTC());
        }

        public static void main(String[] arguments) {
            SqlKeyValueStore values = values(SqlJournal.open(
                    new JournalSettings.File(Path.of(arguments[0])), Clock.systemUTC(), new SimpleMeterRegistry()));
            for (int i = 0; ; i++) {
                String key = arguments[1] + "-" + i;
                values.put(new KeyValue(NAMESPACE, key, "value of " + key, Optional.empty()))
                        .thenAccept(placement -> {
                            System.out.println(key);
                            System.out.flush();
                        })
                        .toCompletableFuture()
                        .join();
            }
        }
    }
}
