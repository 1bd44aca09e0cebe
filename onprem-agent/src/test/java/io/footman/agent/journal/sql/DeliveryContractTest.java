package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.Backlog;
import io.footman.agent.journal.DeadLetter;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Settlement;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From routing to the end of a delivery. */
class DeliveryContractTest extends JournalContractTest {
    @Test
    void handsADeliveryOutWithAllThatIsKnownAboutItsEvent() {
        append(Given.event("a"));
        StoredEvent stored = journal.claimEvents(1, Given.LEASE).get(0);
        EventContext context = Given.context(stored.event());
        NewDelivery delivery =
                new NewDelivery("k", "rule 1", Given.SLACK, "#ops", Optional.empty(), Optional.of("Mail failed."));
        done(journal.routed(new Routing(context, List.of(delivery), List.of())));

        assertThat(claimOne())
                .isEqualTo(new DueDelivery(
                        "k",
                        "rule 1",
                        Given.SLACK,
                        "#ops",
                        context,
                        clock.instant(),
                        0,
                        0,
                        Optional.of("Mail failed.")));
    }

    @Test
    void leasesADeliveryAndHandsItOutAgainWhenTheLeaseEnds() {
        route("a", Given.delivery("k"));
        assertThat(claimOne().attempts()).isZero();
        assertThat(claimKeys(Given.SLACK)).isEmpty();
        assertThat(journal.nextDue(Given.SLACK)).contains(clock.instant().plus(Given.LEASE));

        clock.advance(Given.LEASE);

        assertThat(claimOne().attempts()).isEqualTo(1);
    }

    @Test
    void handsOutTheOldestFirstAndOnlyThoseOfTheLane() {
        route("a", Given.delivery("z"), Given.delivery("mail", "bi-mail"));
        clock.advance(Duration.ofMillis(1));
        route("b", Given.delivery("a"));

        assertThat(claimKeys(Given.SLACK)).containsExactly("z", "a");
        assertThat(claimKeys("bi-mail")).containsExactly("mail");
    }

    @Test
    void triesAgainWhenAsked() throws SQLException {
        route("a", Given.delivery("k"));
        claimOne();
        Instant later = clock.instant().plusSeconds(30);
        done(journal.settle(new Settlement.Retry("k", later, FailureReason.SERVER_ERROR, "503 try later")));

        assertThat(claimKeys(Given.SLACK)).isEmpty();
        assertThat(journal.nextDue(Given.SLACK)).contains(later);
        assertThat(rows("SELECT reason, detail FROM delivery")).containsExactly("server-error|503 try later");
        clock.advance(Duration.ofSeconds(30));
        assertThat(claimOne().attempts()).isEqualTo(1);
    }

    @Test
    void doesNotCountADeliveryGivenBackUntried() {
        route("a", Given.delivery("k"));
        claimOne();
        done(journal.settle(new Settlement.Released("k", clock.instant())));

        assertThat(claimOne().attempts()).isZero();
    }

    @Test
    void neverHandsOutADeliveredOneAgain() {
        route("a", Given.delivery("k"));
        claimOne();
        delivered("k", 0);
        done(journal.settle(new Settlement.Retry("k", clock.instant(), FailureReason.TIMEOUT, "a late answer")));
        done(journal.settle(new Settlement.Dead("k", FailureReason.TIMEOUT, "a late answer", List.of())));

        clock.advance(Given.LEASE);
        assertThat(claimKeys(Given.SLACK)).isEmpty();
        assertThat(journal.deadLetters(10)).isEmpty();
    }

    @Test
    void takesASettlementOfAnUnknownDeliveryCalmly() {
        delivered("never heard of", 0);

        assertThat(journal.trouble()).isEmpty();
    }

    @Test
    void keepsADeadLetterAndStoresItsFallbacksWithIt() {
        route("a", Given.delivery("k"), Given.delivery("told", "bi-mail"));
        claimOne();
        done(journal.settle(new Settlement.Dead(
                "k",
                FailureReason.AUTH,
                "401 token revoked",
                List.of(Given.delivery("k/fallback", "bi-mail"), Given.delivery("told", "bi-mail")))));

        assertThat(journal.deadLetters(10))
                .containsExactly(new DeadLetter(
                        "k", Given.SLACK, "", "a", clock.instant(), FailureReason.AUTH, "401 token revoked"));
        List<DueDelivery> mails = journal.claimDeliveries("bi-mail", 10, Given.LEASE);
        assertThat(mails).extracting(DueDelivery::key).containsExactly("told", "k/fallback");
        assertThat(mails.get(1).context().event()).isEqualTo(Given.event("a"));
    }

    @Test
    void listsTheNewestDeadLettersFirst() {
        for (String id : List.of("a", "b", "c")) {
            route(id, Given.delivery(id));
            done(journal.settle(new Settlement.Dead(id, FailureReason.TLS, "expired", List.of())));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(journal.deadLetters(2)).extracting(DeadLetter::key).containsExactly("c", "b");
    }

    @Test
    void storesTheNewsOfAnAttemptWithItsOutcomeAndOnlyOnce() {
        route("a", Given.delivery("k"), Given.delivery("m"));
        claimKeys(Given.SLACK);
        Settlement delivered =
                new Settlement.Delivered("k", "done", 0, List.of(Given.event("news-1"), Given.event("news-2")));
        done(journal.settle(delivered));
        done(journal.settle(delivered));
        done(journal.settle(new Settlement.Dead(
                "m", FailureReason.NOT_ALLOWED, "refused", List.of(), List.of(Given.event("news-3")))));

        assertThat(journal.claimEvents(10, Given.LEASE))
                .extracting(stored -> stored.event().id())
                .containsExactlyInAnyOrder("news-1", "news-2", "news-3");
    }

    @Test
    void replaysADeadLetterAsIfItWereNew() {
        route("a", Given.delivery("k"));
        claimOne();
        done(journal.settle(new Settlement.Dead("k", FailureReason.AUTH, "401", List.of())));
        clock.advance(Duration.ofDays(2));

        assertThat(done(journal.replay("k"))).isTrue();

        DueDelivery again = claimOne();
        assertThat(again.attempts()).isZero();
        assertThat(again.createdAt()).isEqualTo(clock.instant());
        assertThat(journal.deadLetters(10)).isEmpty();
        assertThat(done(journal.replay("k"))).isFalse();
        assertThat(done(journal.replay("unknown"))).isFalse();
    }

    @Test
    void tellsOneOccurrenceOnlyOnce() throws SQLException {
        route("finished", Given.delivery("reload 1/rule/ops-slack"));
        route("ended", Given.delivery("reload 1/rule/ops-slack"));

        assertThat(claimKeys(Given.SLACK)).containsExactly("reload 1/rule/ops-slack");
        assertThat(rows("SELECT event_id, destination, reason FROM decision"))
                .containsExactly("ended|ops-slack|already-told");
    }

    @Test
    void knowsWhatIsWaiting() {
        Instant first = clock.instant();
        route("a", Given.delivery("k1"), Given.delivery("k2"), Given.delivery("m", "bi-mail"));
        clock.advance(Duration.ofSeconds(5));
        append(Given.event("b"));
        done(journal.settle(new Settlement.Dead("m", FailureReason.RECIPIENT, "unknown user", List.of())));

        Backlog backlog = journal.backlog();

        assertThat(backlog.events()).isEqualTo(1);
        assertThat(backlog.deliveries()).containsOnlyKeys(Given.SLACK).containsEntry(Given.SLACK, 2L);
        assertThat(backlog.deadLetters()).isEqualTo(1);
        assertThat(backlog.oldest()).contains(first);
        assertThat(journal.waitingDestinations()).containsExactly(Given.SLACK);
        assertThat(journal.nextDue("bi-mail")).isEmpty();
        delivered("k1", 0);
        delivered("k2", 0);
        assertThat(journal.backlog().oldest()).contains(first.plusSeconds(5));
        assertThat(journal.waitingDestinations()).isEmpty();
    }

    @Test
    void namesAllDestinationsThatWait() {
        route(
                "a",
                Given.delivery("1", "c"),
                Given.delivery("2", "a"),
                Given.delivery("3", "b"),
                Given.delivery("4", "b"));

        assertThat(journal.waitingDestinations()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void deadLettersADamagedDeliveryAndGoesOnWithItsNeighbours() throws SQLException {
        route("a", Given.limited("k1", "rate", Duration.ofMinutes(5)));
        route("b", Given.delivery("k2"));
        route("c", Given.delivery("k3"));
        execute("UPDATE event_context SET context = '[' WHERE event_id = 'a'");
        execute("DELETE FROM event_body WHERE event_id = 'b'");

        assertThat(claimKeys(Given.SLACK)).containsExactly("k3");

        assertThat(journal.deadLetters(10))
                .extracting(DeadLetter::key, DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("k1", FailureReason.INTERNAL),
                        org.assertj.core.groups.Tuple.tuple("k2", FailureReason.INTERNAL));
        route("d", Given.limited("k4", "rate", Duration.ofMinutes(5)));
        assertThat(claimKeys(Given.SLACK)).as("the limit's place is free again").containsExactly("k4");
    }

    @Test
    void keepsDeliveriesOverARestart() {
        route("a", Given.limited("leased", "rate", Duration.ofMinutes(5)));
        claimOne();
        route("b", Given.delivery("waiting"));

        restart();

        if (kind == Stores.Kind.POSTGRESQL) {
            assertThat(claimKeys(Given.SLACK)).containsExactly("waiting");
            clock.advance(Given.LEASE);
        }
        assertThat(claimKeys(Given.SLACK)).contains("leased");
    }
}
