package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Settlement;
import io.footman.agent.model.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One message per key and window, counted from the success. */
class RateLimitContractTest extends JournalContractTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    @Test
    void letsOneMessageOfAKeyGoAtATime() {
        route("a", limited("k1"), limited("k2"), Given.limited("other", "other key", WINDOW));

        assertThat(claimKeys(Given.SLACK)).containsExactly("k1", "other");
        assertThat(claimKeys(Given.SLACK)).isEmpty();
        assertThat(journal.nextDue(Given.SLACK))
                .as("the waiting one is no reason to look before the other one's lease ends")
                .contains(clock.instant().plus(Given.LEASE));
    }

    @Test
    void holdsBackWhatFallsIntoTheWindowAndTellsHowMuchAfterwards() throws SQLException {
        route("a", limited("k1"));
        claimOne();
        delivered("k1", 0);
        clock.advance(WINDOW.minusMillis(1));
        route("b", limited("k2"), limited("k3"));
        assertThat(claimKeys(Given.SLACK)).isEmpty();
        assertThat(rows("SELECT delivery_key, state, reason FROM delivery WHERE state = 'suppressed' ORDER BY 1"))
                .containsExactly("k2|suppressed|rate-limited", "k3|suppressed|rate-limited");
        assertThat(journal.nextDue(Given.SLACK)).isEmpty();

        clock.advance(Duration.ofMillis(1));
        route("c", limited("k4"));

        assertThat(claimOne().heldBack()).isEqualTo(2);
        delivered("k4", 2);
        clock.advance(WINDOW);
        route("d", limited("k5"));
        assertThat(claimOne().heldBack()).isZero();
    }

    @Test
    void subtractsOnlyWhatWasTold() {
        route("a", limited("k1"));
        claimOne();
        delivered("k1", 0);
        route("b", limited("k2"), limited("k3"), limited("k4"));
        assertThat(claimKeys(Given.SLACK)).isEmpty();
        clock.advance(WINDOW);
        route("c", limited("k5"));
        assertThat(claimOne().heldBack()).isEqualTo(3);

        delivered("k5", 2);

        clock.advance(WINDOW);
        route("d", limited("k6"));
        assertThat(claimOne().heldBack()).isEqualTo(1);
    }

    @Test
    void startsNoWindowBeforeASuccess() {
        route("a", limited("k1"), limited("k2"), limited("k3"), limited("k4"));
        assertThat(claimKeys(Given.SLACK)).containsExactly("k1");
        done(journal.settle(
                new Settlement.Retry("k1", clock.instant().plusSeconds(60), FailureReason.TIMEOUT, "no answer")));
        assertThat(claimKeys(Given.SLACK)).containsExactly("k2");
        done(journal.settle(new Settlement.Dead("k2", FailureReason.CLIENT_ERROR, "400", List.of())));
        assertThat(claimKeys(Given.SLACK)).containsExactly("k3");
        done(journal.settle(new Settlement.Released("k3", clock.instant().plusSeconds(5))));
        assertThat(claimKeys(Given.SLACK)).containsExactly("k4");
        delivered("k4", 0);

        clock.advance(Duration.ofSeconds(60));
        assertThat(claimKeys(Given.SLACK))
                .as("all that waited fall into the window now")
                .isEmpty();
        clock.advance(WINDOW);
        route("b", limited("k5"));
        assertThat(claimOne().heldBack()).isEqualTo(2);
    }

    @Test
    void remembersTheWindowOverARestart() {
        route("a", limited("k1"));
        claimOne();
        delivered("k1", 0);
        restart();
        route("b", limited("k2"));

        assertThat(claimKeys(Given.SLACK)).isEmpty();
        clock.advance(WINDOW);
        route("c", limited("k3"));
        assertThat(claimOne().heldBack()).isEqualTo(1);
    }

    @Test
    void letsTheNextGoWhenTheLeaseOfTheOneOnItsWayEnds() {
        route("a", limited("k1"), limited("k2"));
        assertThat(claimKeys(Given.SLACK)).containsExactly("k1");
        clock.advance(Given.LEASE);
        assertThat(claimKeys(Given.SLACK)).hasSize(1);
    }

    @Test
    void doesNotLetASlowPoorLoserFreeThePlaceOfItsSuccessor() {
        route("a", limited("k1"), limited("k2"), limited("k3"));
        assertThat(claimKeys(Given.SLACK)).containsExactly("k1");
        clock.advance(Given.LEASE);
        assertThat(claimKeys(Given.SLACK)).containsExactly("k2");

        done(journal.settle(new Settlement.Retry("k1", clock.instant().plusSeconds(1), FailureReason.TIMEOUT, "slow")));

        assertThat(claimKeys(Given.SLACK)).isEmpty();
    }

    @Test
    void holdsBackThousandsInFewClaims() {
        route("first", limited("first"));
        claimOne();
        delivered("first", 0);
        route("flood", IntStream.range(0, 2_500).mapToObj(i -> limited("k" + i)).toArray(NewDelivery[]::new));

        for (int i = 0; i < 3; i++) {
            assertThat(claimKeys(Given.SLACK)).isEmpty();
        }

        assertThat(journal.nextDue(Given.SLACK)).isEmpty();
        clock.advance(WINDOW);
        route("last", limited("last"));
        assertThat(claimOne().heldBack()).isEqualTo(2_500);
    }

    @Test
    void looksPastMessagesThatWaitForOneOnItsWay() {
        route("flood", IntStream.range(0, 500).mapToObj(i -> limited("k" + i)).toArray(NewDelivery[]::new));
        clock.advance(Duration.ofMillis(1));
        route("other", Given.delivery("free"));

        assertThat(claimKeys(Given.SLACK)).containsExactly("k0", "free");
    }

    private static NewDelivery limited(String key) {
        return Given.limited(key, "ops-slack/app-1", WINDOW);
    }
}
