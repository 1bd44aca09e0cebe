package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.KeyValue;
import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.journal.KeyValueStore.Found;
import io.footman.agent.journal.KeyValueStore.Lookup;
import io.footman.agent.journal.KeyValueStore.Missing;
import io.footman.agent.journal.KeyValueStore.Placement;
import io.footman.agent.journal.KeyValueStore.Stored;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two agents share the key-values of one PostgreSQL. */
@ExtendWith(Stores.class)
class SharedKeyValuesTest {
    private static final KeyValueLimits LIMITS = new KeyValueLimits(20, 50, 100, 100, 1_000);
    private static final int TRIES = 100;

    private final ManualClock clock = new ManualClock();
    private JournalSettings.Server server;
    private Agent one;
    private Agent two;

    @BeforeEach
    void open(Stores.Maker maker) {
        server = maker.database();
        one = new Agent(server, clock);
        two = new Agent(server, clock);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void eachSeesAtOnceWhatTheOtherHasChanged() {
        done(one.put("ns", "k", "first"));
        assertThat(two.get("ns", "k")).isEqualTo(new Found("first"));

        done(two.put("ns", "k", "second"));
        assertThat(one.get("ns", "k")).isEqualTo(new Found("second"));

        done(one.values.remove("ns", "k"));
        assertThat(two.get("ns", "k")).isEqualTo(Missing.NO_KEY);
        done(two.values.removeNamespace("ns"));
        assertThat(one.get("ns", "k")).isEqualTo(Missing.NO_NAMESPACE);
    }

    @Test
    void keepsToTheNumberOfKeysWhenBothWriteAtOnce() {
        long stored = both((agent, i) -> agent.put("ns", agent.name() + i, "v"));

        assertThat(stored).isEqualTo(LIMITS.maxKeysPerNamespace());
        assertThat(done(one.values.keys("ns")).orElseThrow()).hasSize(LIMITS.maxKeysPerNamespace());
    }

    @Test
    void keepsToTheNumberOfNamespacesWhenBothWriteAtOnce() {
        long stored = both((agent, i) -> agent.put(agent.name() + i, "k", "v"));

        assertThat(stored).isEqualTo(LIMITS.maxNamespaces());
        assertThat(done(two.values.namespaces())).hasSize(LIMITS.maxNamespaces());
    }

    @Test
    void leavesNoKeyWithoutNamespaceWhenOneWritesWhatTheOtherRemoves() throws SQLException {
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            stages.add(one.put("ns", "k" + i % 10, "v"));
            stages.add(two.values.removeNamespace("ns"));
        }
        stages.forEach(SharedKeyValuesTest::done);

        try (Connection connection = Stores.connect(server);
                Statement statement = connection.createStatement();
                ResultSet orphans = statement.executeQuery("SELECT COUNT(*) FROM key_value WHERE namespace NOT IN"
                        + " (SELECT namespace FROM key_value_namespace)")) {
            assertThat(orphans.next()).isTrue();
            assertThat(orphans.getInt(1)).isZero();
        }
    }

    private interface Attempt {
        CompletionStage<Placement> by(Agent agent, int number);
    }

    /** How many of the attempts of both agents, made at the same time, stored something. */
    private long both(Attempt attempt) {
        List<CompletionStage<Placement>> placements = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            placements.add(attempt.by(one, i));
            placements.add(attempt.by(two, i));
        }
        return placements.stream()
                .map(SharedKeyValuesTest::done)
                .filter(Stored.class::isInstance)
                .count();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Journal and key-values of one agent. */
    private static final class Agent {
        private final SqlJournal journal;
        private final SqlKeyValueStore values;

        Agent(JournalSettings.Server server, ManualClock clock) {
            journal = SqlJournal.open(server, clock, new SimpleMeterRegistry());
            values = new SqlKeyValueStore(journal.database(), journal.writer(), LIMITS, clock);
        }

        String name() {
            return "agent-" + System.identityHashCode(this) + "-";
        }

        CompletionStage<Placement> put(String namespace, String key, String value) {
            return values.put(new KeyValue(namespace, key, value, Optional.empty()));
        }

        Lookup get(String namespace, String key) {
            return done(values.get(namespace, key));
        }

        void close() {
            values.close();
            journal.close();
        }
    }
}
