package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.Settlement;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.FailureReason;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is kept, and for how long. */
class HistoryContractTest extends JournalContractTest {
    private static final long PLENTY = 1L << 40;
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void removesWhatIsSettledAndOldAndNothingElse() throws SQLException {
        route("settled", Given.delivery("k1"));
        delivered("k1", 0);
        route("undelivered", Given.delivery("k2"), Given.delivery("k3", "bi-mail"));
        delivered("k2", 0);
        route("nothing to tell");
        append(Given.event("unrouted"));
        clock.advance(MONTH.plusSeconds(1));
        route("young", Given.delivery("k4"));
        delivered("k4", 0);

        assertThat(done(journal.prune(MONTH, PLENTY))).isEqualTo(2);

        assertThat(rows("SELECT id FROM event ORDER BY id")).containsExactly("undelivered", "unrouted", "young");
        assertThat(rows("SELECT event_id FROM event_body ORDER BY 1"))
                .containsExactly("undelivered", "unrouted", "young");
        assertThat(rows("SELECT delivery_key FROM delivery ORDER BY 1")).containsExactly("k2", "k3", "k4");
        assertThat(claimKeys("bi-mail")).containsExactly("k3");
        assertThat(done(journal.prune(MONTH, PLENTY))).isZero();
    }

    @Test
    void knowsDuplicatesForSevenDaysEvenIfHistoryIsShorter() {
        route("a", Given.delivery("reload 1"));
        delivered("reload 1", 0);
        clock.advance(Duration.ofDays(7));

        assertThat(done(journal.prune(Duration.ofHours(1), PLENTY))).isEqualTo(1);
        assertThat(append(Given.event("a"))).isEqualTo(Receipt.DUPLICATE);
        route("b", Given.delivery("reload 1"));
        assertThat(claimKeys(Given.SLACK)).as("told already").isEmpty();

        clock.advance(Duration.ofSeconds(1));
        done(journal.prune(Duration.ofHours(1), PLENTY));
        assertThat(append(Given.event("a"))).isEqualTo(Receipt.STORED);
    }

    @Test
    void removesTheOldestFirstWhenThereIsTooMuch() throws SQLException {
        for (int i = 0; i < 600; i++) {
            append(large("e" + i));
        }
        for (StoredEvent stored : journal.claimEvents(600, Given.LEASE)) {
            done(journal.routed(Given.routing(stored)));
        }
        append(large("unrouted"));

        int removed = done(journal.prune(MONTH, 3L << 20));

        assertThat(removed).as("large, and not more than needed").isBetween(200, 550);
        assertThat(rows("SELECT COUNT(*) FROM event WHERE state = 'forgotten'")).containsExactly("" + removed);
        assertThat(rows("SELECT event_id FROM event_body WHERE event_id IN ('e0', 'e599', 'unrouted') ORDER BY 1"))
                .containsExactly("e599", "unrouted");
    }

    @Test
    void givesSpaceBackToTheDisk() throws Exception {
        Assumptions.assumeTrue(kind == Stores.Kind.SQLITE, "PostgreSQL has autovacuum for this");
        for (int i = 0; i < 1_000; i++) {
            append(large("e" + i));
        }
        for (StoredEvent stored : journal.claimEvents(1_000, Given.LEASE)) {
            done(journal.routed(Given.routing(stored)));
        }
        restart();
        var file = ((JournalSettings.File) store).path();
        long before = Files.size(file);

        done(journal.prune(MONTH, 1L << 20));
        restart();

        assertThat(before).isGreaterThan(8L << 20);
        assertThat(Files.size(file)).isLessThan(before / 3);
    }

    @Test
    void forgetsDeadLettersWithTheRestAndDoesNotReplayThem() {
        route("a", Given.delivery("k"));
        done(journal.settle(new Settlement.Dead("k", FailureReason.AUTH, "401", List.of())));
        clock.advance(Duration.ofDays(2));

        done(journal.prune(Duration.ofDays(1), PLENTY));

        assertThat(journal.deadLetters(10)).isEmpty();
        assertThat(done(journal.replay("k"))).isFalse();
    }

    @Test
    void forgetsRateLimitsThatNobodyWaitsFor() throws SQLException {
        route("a", Given.limited("k1", "idle", Duration.ofMinutes(5)));
        claimOne();
        delivered("k1", 0);
        route("b", Given.limited("k2", "busy", Duration.ofMinutes(5)));
        claimOne();
        clock.advance(MONTH.plusDays(1));

        done(journal.prune(MONTH, PLENTY));

        assertThat(rows("SELECT rate_key FROM rate_limit")).containsExactly("busy");
    }

    /** Random text, so that no store can compress it away. */
    private static Event large(String id) {
        Random random = new Random(id.hashCode());
        List<Object> words = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            words.add(Long.toHexString(random.nextLong()));
        }
        return Given.event(id, Map.of("words", words));
    }
}
