package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.journal.Journal;
import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.SuppressionReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From arrival to routing. */
class EventContractTest extends JournalContractTest {
    @Test
    void storesAnEventOnceHoweverOftenItArrives() {
        List<Receipt> receipts = done(journal.append(List.of(Given.event("a"), Given.event("b"), Given.event("a"))));

        assertThat(receipts).containsExactly(Receipt.STORED, Receipt.STORED, Receipt.DUPLICATE);
        assertThat(append(Given.event("b"))).isEqualTo(Receipt.DUPLICATE);
        assertThat(journal.claimEvents(100, Given.LEASE)).hasSize(2);
    }

    @Test
    void givesBackExactlyWhatWasStored() {
        Event odd = Given.event(
                "ünï 🚨 \"quoted\"",
                Map.of("text", "NUL \0 tab \t emoji 🚨", "long", 1L << 40, "list", List.of(1, 2.5)));
        append(odd);

        StoredEvent claimed = journal.claimEvents(1, Given.LEASE).get(0);

        assertThat(claimed.event()).isEqualTo(odd);
        assertThat(claimed.receivedAt()).isEqualTo(clock.instant());
    }

    @Test
    void takesIdsThatNoDatabaseIndexWouldTake() {
        Event nul = Given.event("with \0 inside");
        Event endless = Given.event("x".repeat(100_000));

        assertThat(append(nul)).isEqualTo(Receipt.STORED);
        assertThat(append(endless)).isEqualTo(Receipt.STORED);
        assertThat(append(endless)).isEqualTo(Receipt.DUPLICATE);
        assertThat(append(nul)).isEqualTo(Receipt.DUPLICATE);
        for (StoredEvent stored : journal.claimEvents(2, Given.LEASE)) {
            done(journal.routed(
                    Given.routing(stored, Given.delivery(stored.event().id() + "/rule"))));
        }
        assertThat(journal.claimDeliveries(Given.SLACK, 10, Given.LEASE))
                .hasSize(2)
                .allSatisfy(due -> {
                    delivered(due.key(), 0);
                    assertThat(due.context().event()).isIn(nul, endless);
                });
        assertThat(journal.backlog().deliveries()).isEmpty();
    }

    @Test
    void handsOutTheOldestFirstAndEachToOneClaimOnly() {
        done(journal.append(List.of(Given.event("z"), Given.event("a"))));
        clock.advance(Duration.ofSeconds(1));
        append(Given.event("m"));

        assertThat(ids(journal.claimEvents(2, Given.LEASE))).containsExactly("z", "a");
        assertThat(ids(journal.claimEvents(2, Given.LEASE))).containsExactly("m");
        assertThat(journal.claimEvents(2, Given.LEASE)).isEmpty();
    }

    @Test
    void handsAnEventOutAgainWhenTheLeaseEnds() {
        append(Given.event("a"));
        assertThat(journal.claimEvents(1, Given.LEASE).get(0).attempts()).isZero();

        clock.advance(Given.LEASE.minusMillis(1));
        assertThat(journal.claimEvents(1, Given.LEASE)).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(journal.claimEvents(1, Given.LEASE).get(0).attempts()).isEqualTo(1);
    }

    @Test
    void doesNotRouteAnEventTwice() {
        append(Given.event("a"));
        StoredEvent slow = journal.claimEvents(1, Given.LEASE).get(0);
        clock.advance(Given.LEASE);
        StoredEvent quick = journal.claimEvents(1, Given.LEASE).get(0);
        done(journal.routed(Given.routing(quick, Given.delivery("quick"))));

        done(journal.routed(Given.routing(slow, Given.delivery("slow"))));

        assertThat(claimKeys(Given.SLACK)).containsExactly("quick");
        clock.advance(Given.LEASE);
        assertThat(journal.claimEvents(1, Given.LEASE)).isEmpty();
    }

    @Test
    void letsAPostponedEventWait() {
        append(Given.event("a"));
        journal.claimEvents(1, Given.LEASE);
        done(journal.postpone("a", clock.instant().plusSeconds(10), "Qlik Cloud does not answer"));

        assertThat(journal.claimEvents(1, Given.LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(ids(journal.claimEvents(1, Given.LEASE))).containsExactly("a");
    }

    @Test
    void keepsEventsOverARestart() {
        append(Given.event("waiting"));
        append(Given.event("leased"));
        assertThat(ids(journal.claimEvents(1, Given.LEASE))).containsExactly("waiting");

        restart();

        if (kind == Stores.Kind.POSTGRESQL) {
            // Another agent may still hold the lease.
            assertThat(ids(journal.claimEvents(10, Given.LEASE))).containsExactly("leased");
            clock.advance(Given.LEASE);
        }
        assertThat(ids(journal.claimEvents(10, Given.LEASE))).contains("waiting");
        assertThat(append(Given.event("waiting"))).isEqualTo(Receipt.DUPLICATE);
    }

    @Test
    void storesEveryDecisionAgainstAMessage() throws SQLException {
        append(Given.event("a"));
        StoredEvent stored = journal.claimEvents(1, Given.LEASE).get(0);
        done(journal.routed(new Routing(
                Given.context(stored.event()),
                List.of(),
                List.of(new Routing.Suppressed(
                        "rule 1", "bi-mail", SuppressionReason.NO_RECIPIENT, "The owner has no address.")))));

        assertThat(rows("SELECT event_id, rule_name, destination, reason, detail FROM decision"))
                .containsExactly("a|rule 1|bi-mail|no-recipient|The owner has no address.");
    }

    @Test
    void setsADamagedEventAsideAndGoesOnWithItsNeighbours() throws SQLException {
        done(journal.append(List.of(Given.event("a"), Given.event("damaged"), Given.event("c"))));
        execute("UPDATE event_body SET body = '{\"id\":' WHERE event_id = 'damaged'");

        assertThat(ids(journal.claimEvents(10, Given.LEASE))).containsExactly("a", "c");

        assertThat(rows("SELECT state FROM event WHERE id = 'damaged'")).containsExactly("dead");
        assertThat(registry.counter("footman.journal.unreadable", "what", "event")
                        .count())
                .isEqualTo(1);
        clock.advance(Given.LEASE);
        assertThat(ids(journal.claimEvents(10, Given.LEASE))).containsExactly("a", "c");
    }

    @Test
    void listsADamagedEventWithTheDeadLettersAndReplaysIt() throws SQLException {
        done(journal.append(List.of(Given.event("a"), Given.event("damaged"))));
        List<String> bodies = rows("SELECT body FROM event_body WHERE event_id = 'damaged'");
        execute("UPDATE event_body SET body = '{\"id\":' WHERE event_id = 'damaged'");
        journal.claimEvents(10, Given.LEASE);

        assertThat(journal.deadLetters(10)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("damaged");
            assertThat(letter.destination()).isEmpty();
            assertThat(letter.detail()).contains("The stored Event cannot be read");
        });
        assertThat(journal.backlog().deadLetters()).isEqualTo(1);
        assertThat(done(journal.replay("a"))).as("it is not dead").isFalse();

        execute("UPDATE event_body SET body = '" + bodies.get(0) + "' WHERE event_id = 'damaged'");
        assertThat(done(journal.replay("damaged"))).isTrue();
        assertThat(ids(journal.claimEvents(10, Given.LEASE))).containsExactly("damaged");
        assertThat(journal.deadLetters(10)).isEmpty();
    }

    @Test
    void refusesAnEventThatIsNoJsonWithoutHarmToOthers() {
        Event impossible = Given.event("impossible", Map.of("handle", new Object()));

        assertThatThrownBy(() -> append(impossible)).hasMessageContaining("cannot be stored as JSON");
        assertThat(append(Given.event("a"))).isEqualTo(Receipt.STORED);
        assertThat(journal.trouble()).isEmpty();
    }

    @Test
    void tellsListenersAboutNewWorkAfterTheCommit() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        journal.listen(new Journal.Listener() {
            @Override
            public void eventsWaiting() {
                heard.add("events " + journal.backlog().events());
            }

            @Override
            public void deliveriesDue(String destination) {
                heard.add(destination + " " + journal.backlog().deliveries().get(destination));
            }
        });

        route("a", Given.delivery("k1"), Given.delivery("k2", "bi-mail"));

        assertThat(heard.poll(10, TimeUnit.SECONDS)).startsWith("events ");
        assertThat(List.of(heard.poll(10, TimeUnit.SECONDS), heard.poll(10, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("ops-slack 1", "bi-mail 1");
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(stored -> stored.event().id()).toList();
    }
}
