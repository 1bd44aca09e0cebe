package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.EventProgress.DeliveryProgress;
import io.footman.agent.journal.EventProgress.Stage;
import io.footman.agent.journal.Settlement;
import io.footman.agent.model.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a caller learns about an event that it handed in. */
class ProgressContractTest extends JournalContractTest {
    @Test
    void anUnknownEventHasNoProgress() {
        assertThat(journal.progress("never heard of")).isEmpty();
        assertThat(journal.event("never heard of")).isEmpty();
    }

    @Test
    void aStoredEventWaitsAndCanBeReadBack() {
        append(Given.event("a"));

        assertThat(journal.progress("a")).contains(new EventProgress(Stage.WAITING, Optional.empty(), List.of()));
        assertThat(journal.event("a")).contains(Given.event("a"));
    }

    @Test
    void tellsEachDeliveryInItsState() {
        route("a", Given.delivery("k"), Given.delivery("m", "bi-mail"), Given.delivery("w", "hook"));
        claimOne();
        delivered("k", 0);
        journal.claimDeliveries("bi-mail", 1, Given.LEASE);
        done(journal.settle(new Settlement.Dead("m", FailureReason.AUTH, "401 token revoked", List.of())));
        journal.claimDeliveries("hook", 1, Given.LEASE);
        done(journal.settle(
                new Settlement.Retry("w", clock.instant().plusSeconds(9), FailureReason.TIMEOUT, "no answer")));

        EventProgress progress = journal.progress("a").orElseThrow();

        assertThat(progress.stage()).isEqualTo(Stage.ROUTED);
        assertThat(progress.deliveries())
                .containsExactly(
                        new DeliveryProgress(
                                Given.SLACK,
                                "",
                                DeliveryProgress.State.DELIVERED,
                                1,
                                Optional.empty(),
                                Optional.of("200 OK")),
                        new DeliveryProgress(
                                "bi-mail",
                                "",
                                DeliveryProgress.State.DEAD,
                                1,
                                Optional.of("auth"),
                                Optional.of("401 token revoked")),
                        new DeliveryProgress(
                                "hook",
                                "",
                                DeliveryProgress.State.WAITING,
                                1,
                                Optional.of("timeout"),
                                Optional.of("no answer")));
    }

    @Test
    void knowsAPrunedEventByItsIdOnly() {
        route("a", Given.delivery("k"));
        claimOne();
        delivered("k", 0);
        clock.advance(Duration.ofDays(2));
        done(journal.prune(Duration.ofDays(1), Long.MAX_VALUE));

        EventProgress progress = journal.progress("a").orElseThrow();

        assertThat(progress.stage()).isEqualTo(Stage.FORGOTTEN);
        assertThat(progress.deliveries())
                .extracting(DeliveryProgress::state)
                .containsExactly(DeliveryProgress.State.FORGOTTEN);
        assertThat(journal.event("a")).isEmpty();
    }
}
