package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.KeyValue;
import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.journal.KeyValueStore.Found;
import io.footman.agent.journal.KeyValueStore.Lookup;
import io.footman.agent.journal.KeyValueStore.Missing;
import io.footman.agent.journal.KeyValueStore.Placement;
import io.footman.agent.journal.KeyValueStore.Refused;
import io.footman.agent.journal.KeyValueStore.Removal;
import io.footman.agent.journal.KeyValueStore.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What load scripts may rely on, on each kind of store. */
class KeyValueContractTest extends JournalContractTest {
    private static final KeyValueLimits LIMITS = new KeyValueLimits(2, 3, 20, 30, 100);
    private static final int WRITES = 300;
    private static final Duration TTL = Duration.ofSeconds(30);

    private SqlKeyValueStore values;

    @BeforeEach
    void openValues() {
        values = new SqlKeyValueStore(journal.database(), journal.writer(), LIMITS, clock);
    }

    @AfterEach
    void closeValues() {
        values.close();
    }

    @Test
    void givesBackWhatWasStored() {
        put("ns1", "k1", "v1");

        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));
        assertThat(get("ns1", "k1")).as("asked again").isEqualTo(new Found("v1"));
    }

    @Test
    void tellsMissingNamespacesFromMissingKeys() {
        put("ns1", "k1", "v1");

        assertThat(get("ns1", "k2")).isEqualTo(Missing.NO_KEY);
        assertThat(get("ns2", "k1")).isEqualTo(Missing.NO_NAMESPACE);
        assertThat(done(values.remove("ns1", "k2"))).isEqualTo(Removal.NO_KEY);
        assertThat(done(values.remove("ns2", "k1"))).isEqualTo(Removal.NO_NAMESPACE);
        assertThat(done(values.removeNamespace("ns2"))).isEqualTo(Removal.NO_NAMESPACE);
        assertThat(done(values.keys("ns2"))).isEmpty();
    }

    @Test
    void listsNamespacesAndKeysInTheOrderOfTheirFirstWrite() {
        put("zebra", "k2", "v");
        put("ape", "k", "v");
        put("zebra", "k1", "v");
        put("zebra", "k2", "again");

        assertThat(done(values.namespaces())).containsExactly("zebra", "ape");
        assertThat(done(values.keys("zebra"))).hasValue(List.of("k2", "k1"));
    }

    @Test
    void replacesValueAndTimeToLive() {
        put("ns1", "k1", "old", TTL);
        assertThat(get("ns1", "k1")).isEqualTo(new Found("old"));
        put("ns1", "k1", "new");

        clock.advance(TTL);

        assertThat(get("ns1", "k1")).isEqualTo(new Found("new"));
    }

    @Test
    void neverShowsAKeyWhoseTimeIsOver() {
        put("ns1", "k1", "v1", TTL);
        put("ns1", "unread", "v2", TTL);
        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));

        clock.advance(TTL.minusMillis(1));
        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));
        assertThat(done(values.keys("ns1"))).hasValue(List.of("k1", "unread"));

        clock.advance(Duration.ofMillis(1));
        assertThat(get("ns1", "k1")).isEqualTo(Missing.NO_KEY);
        assertThat(get("ns1", "unread")).isEqualTo(Missing.NO_KEY);
        assertThat(done(values.keys("ns1"))).hasValue(List.of());
        assertThat(done(values.remove("ns1", "k1"))).isEqualTo(Removal.NO_KEY);
        assertThat(done(values.namespaces())).as("goes only when removed").containsExactly("ns1");
    }

    @Test
    void writesAKeyAgainAfterItsTime() {
        put("ns1", "k1", "v1", TTL);
        put("ns1", "k2", "v2");
        clock.advance(TTL);

        put("ns1", "k1", "v3");

        assertThat(get("ns1", "k1")).isEqualTo(new Found("v3"));
        assertThat(done(values.keys("ns1"))).hasValue(List.of("k2", "k1"));
    }

    @Test
    void takesTimesThatNoClockReaches() {
        put("ns1", "k1", "v1", Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));
    }

    @Test
    void removesKeysAndNamespaces() {
        put("ns1", "k1", "v1");
        put("ns1", "k2", "v2");
        put("ns2", "k1", "v3");
        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));
        assertThat(get("ns1", "k2")).isEqualTo(new Found("v2"));

        assertThat(done(values.remove("ns1", "k1"))).isEqualTo(Removal.REMOVED);
        assertThat(get("ns1", "k1")).isEqualTo(Missing.NO_KEY);
        assertThat(get("ns1", "k2")).isEqualTo(new Found("v2"));

        assertThat(done(values.removeNamespace("ns1"))).isEqualTo(Removal.REMOVED);
        assertThat(get("ns1", "k2")).isEqualTo(Missing.NO_NAMESPACE);
        assertThat(get("ns2", "k1")).isEqualTo(new Found("v3"));

        put("ns1", "k1", "back");
        assertThat(done(values.keys("ns1"))).hasValue(List.of("k1"));
    }

    @Test
    void survivesARestart() {
        put("ns1", "k1", "v1");
        put("ns1", "k2", "v2", TTL);
        values.close();

        restart();
        openValues();
        clock.advance(TTL);

        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));
        assertThat(get("ns1", "k2")).isEqualTo(Missing.NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " k ", "a/b", "Ärger 🚨", "o'clock \"x\"", "50%_*?;--", "line\r\nbreak\ttab", "K1"})
    void takesEveryName(String name) {
        put("ns", "k1", "lower case");

        put(name, name, name);
        put("ns", name, "in another namespace");

        assertThat(get(name, name)).isEqualTo(new Found(name));
        assertThat(done(values.keys(name))).hasValue(List.of(name));
        assertThat(get("ns", "k1")).isEqualTo(new Found("lower case"));
    }

    @Test
    void refusesMoreKeysThanTheLimit() {
        IntStream.rangeClosed(1, 3).forEach(i -> put("ns1", "k" + i, "v"));

        assertThat(refusal("ns1", "k4", "v"))
                .contains("'k4'", "'ns1'", "3 are allowed", "footman.rest.key-values.max-keys-per-namespace");
        assertThat(done(values.keys("ns1"))).hasValue(List.of("k1", "k2", "k3"));
        put("ns1", "k3", "replacing is no new key");
        put("ns2", "k4", "other namespaces have their own count");
    }

    @Test
    void countsNoKeyWhoseTimeIsOver() {
        put("ns1", "k1", "v", TTL);
        put("ns1", "k2", "v");
        put("ns1", "k3", "v");
        clock.advance(TTL);

        put("ns1", "k4", "v");

        assertThat(refusal("ns1", "k1", "no place left for the old one")).contains("'k1'");
    }

    @Test
    void refusesMoreNamespacesThanTheLimit() {
        put("ns1", "k", "v");
        put("ns2", "k", "v");

        assertThat(refusal("ns3", "k", "v"))
                .contains("'ns3'", "2 are allowed", "footman.rest.key-values.max-namespaces");
        assertThat(done(values.namespaces())).containsExactly("ns1", "ns2");
        assertThat(get("ns3", "k")).isEqualTo(Missing.NO_NAMESPACE);

        done(values.removeNamespace("ns1"));
        put("ns3", "k", "v");
    }

    @Test
    void refusesWhatIsTooLong() {
        put("n".repeat(20), "k".repeat(30), "ä".repeat(50));

        assertThat(refusal("n".repeat(21), "k", "v"))
                .contains("has 21 characters", "at most 20", "max-namespace-length");
        assertThat(refusal("ns", "k".repeat(31), "v")).contains("has 31 characters", "at most 30", "max-key-length");
        assertThat(refusal("ns", "k", "ä".repeat(50) + "x"))
                .contains("'k'", "has 101 bytes", "at most 100", "max-value-size");
        assertThat(done(values.namespaces())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \0", "half \uD83D"})
    void refusesWhatWouldComeBackChanged(String text) {
        assertThat(refusal(text, "k", "v")).startsWith("Namespace").contains("cannot be stored");
        assertThat(refusal("ns", text, "v")).startsWith("Key").contains("cannot be stored");
        assertThat(refusal("ns", "k", text)).startsWith("Value of key 'k'").contains("cannot be stored");
    }

    @Test
    void takesTheLongestNamesThatCanBeConfigured() {
        Random random = new Random(1);
        String namespace = chinese(random, 250);
        String key = chinese(random, 600);
        try (SqlKeyValueStore generous = new SqlKeyValueStore(
                journal.database(), journal.writer(), new KeyValueLimits(1, 1, 250, 600, 100), clock)) {
            assertThat(done(generous.put(new KeyValue(namespace, key, "v", Optional.empty()))))
                    .isEqualTo(new Stored());
            assertThat(done(generous.get(namespace, key))).isEqualTo(new Found("v"));
        }
    }

    @Test
    void showsEachAcknowledgedWriteThoughOthersReadMeanwhile() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<Integer> reads = reader.submit(() -> {
            int count = 0;
            for (; writing.get(); count++) {
                get("ns1", "k1");
            }
            return count;
        });

        for (int i = 0; i < WRITES; i++) {
            put("ns1", "k1", "v" + i);
            assertThat(get("ns1", "k1")).isEqualTo(new Found("v" + i));
        }

        writing.set(false);
        assertThat(reads.get(30, TimeUnit.SECONDS)).isPositive();
        reader.shutdown();
    }

    @Test
    void refusesReadsAtOnceWhenTooManyWait() throws SQLException {
        put("ns1", "k1", "v1");
        List<CompletableFuture<Lookup>> waiting = new ArrayList<>();
        CompletableFuture<Lookup> refused;
        try (Connection first = journal.database().connections().getConnection();
                Connection second = journal.database().connections().getConnection();
                Connection third = journal.database().connections().getConnection();
                Connection fourth = journal.database().connections().getConnection()) {
            assertThat(List.of(first, second, third, fourth))
                    .as("no connection is left")
                    .doesNotContainNull();
            for (int i = 0; i < SqlKeyValueStore.MOST_WAITING + 2; i++) {
                waiting.add(values.get("ns1", "none").toCompletableFuture());
            }
            refused = values.get("ns1", "none").toCompletableFuture();
        }

        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(() -> done(refused))
                .hasCauseInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("1000 reads of key-values wait already");
        assertThat(waiting).allSatisfy(read -> assertThat(done(read)).isEqualTo(Missing.NO_KEY));
        assertThat(get("ns1", "k1")).isEqualTo(new Found("v1"));
    }

    @Test
    void removesRowsWhoseTimeIsOverInTheBackground() throws SQLException {
        put("ns1", "gone", "v", TTL);
        put("ns1", "later", "v", TTL.plusSeconds(1));
        put("ns1", "never", "v");
        clock.advance(TTL);

        done(journal.prune(Duration.ofDays(30), 1L << 30));

        assertThat(rows("SELECT name FROM key_value ORDER BY name")).containsExactly("later", "never");
    }

    /** Characters of three bytes each that no index can compress. */
    private static String chinese(Random random, int length) {
        return random.ints(length, 0x4E00, 0x9FA5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void put(String namespace, String key, String value) {
        place(new KeyValue(namespace, key, value, Optional.empty()));
    }

    private void put(String namespace, String key, String value, Duration timeToLive) {
        place(new KeyValue(namespace, key, value, Optional.of(timeToLive)));
    }

    private void place(KeyValue entry) {
        assertThat(done(values.put(entry))).isEqualTo(new Stored());
    }

    private String refusal(String namespace, String key, String value) {
        Placement placement = done(values.put(new KeyValue(namespace, key, value, Optional.empty())));
        assertThat(placement).isInstanceOf(Refused.class);
        return ((Refused) placement).reason();
    }

    private Lookup get(String namespace, String key) {
        return done(values.get(namespace, key));
    }
}
