package io.footman.agent.scriptmessage;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.EventProgress.DeliveryProgress;
import io.footman.agent.journal.EventProgress.DeliveryProgress.State;
import io.footman.agent.journal.EventProgress.Stage;
import io.footman.agent.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T10:00:00Z"));
    private final Map<String, EventProgress> stored = new HashMap<>();
    private int reads;
    private final Waiting waiting = new Waiting(
            eventId -> {
                reads++;
                return Optional.ofNullable(stored.get(eventId));
            },
            time,
            time,
            Runnable::run);

    @Test
    void tellsTheEndAsSoonAsTheJournalHasIt() {
        underway("a", "script-slack");
        CompletableFuture<Optional<MessageState>> outcome = waiting.ended("a", PATIENCE);
        assertThat(outcome).isNotDone();

        delivered("a", "script-slack");
        waiting.deliveriesDue("script-slack");

        assertThat(outcome.join()).map(MessageState::state).contains(MessageState.State.DELIVERED);
        assertThat(waiting.size()).isZero();
    }

    @Test
    void findsWithinASecondWhatAnotherAgentHasSent() {
        underway("a", "script-slack");
        CompletableFuture<Optional<MessageState>> outcome = waiting.ended("a", PATIENCE);
        delivered("a", "script-slack");

        time.advance(Duration.ofSeconds(1));

        assertThat(outcome).isDone();
    }

    @Test
    void tellsWhatIsKnownWhenThePatienceEnds() {
        underway("a", "script-slack");
        CompletableFuture<Optional<MessageState>> outcome = waiting.ended("a", PATIENCE);

        time.advance(PATIENCE);

        assertThat(outcome.join()).map(MessageState::state).contains(MessageState.State.ACCEPTED);
        assertThat(waiting.size()).isZero();
    }

    @Test
    void looksNoMoreOnceNobodyWaits() {
        delivered("a", "script-slack");
        waiting.ended("a", PATIENCE).join();
        int before = reads;

        time.advance(Duration.ofMinutes(5));
        waiting.deliveriesDue("script-slack");

        assertThat(reads).isEqualTo(before);
    }

    @Test
    void newsOfAlertsAreNoReasonToLook() {
        underway("a", "script-slack");
        waiting.ended("a", PATIENCE);
        int before = reads;

        waiting.deliveriesDue("ops-slack");

        assertThat(reads).isEqualTo(before);
    }

    @Test
    void anUnknownMessageIsNotWaitedFor() {
        assertThat(waiting.ended("a", PATIENCE).join()).isEmpty();
    }

    @Test
    void answersAtOnceWhenTooManyWait() {
        underway("a", "script-slack");
        for (int i = 0; i < Waiting.MOST; i++) {
            assertThat(waiting.ended("a", PATIENCE)).isNotDone();
        }

        assertThat(waiting.ended("a", PATIENCE).join()).map(MessageState::state).contains(MessageState.State.ACCEPTED);
        assertThat(waiting.size()).isEqualTo(Waiting.MOST);
    }

    @Test
    void oneOfSeveralRecipientsThatIsStillTriedKeepsAMessageOpen() {
        DeliveryProgress dead = delivery("script-new-relic", "main", State.DEAD, "auth");
        store("a", dead, delivery("script-new-relic", "finance", State.WAITING, "timeout"));
        assertThat(now("a").state()).isEqualTo(MessageState.State.ACCEPTED);
        assertThat(now("a").reason()).contains("timeout");

        store("a", dead, delivery("script-new-relic", "finance", State.DELIVERED, null));
        assertThat(now("a").state()).isEqualTo(MessageState.State.FAILED);
        assertThat(now("a").reason()).contains("auth");
        assertThat(now("a").recipients()).hasSize(2);
    }

    @Test
    void aMessageWhoseServiceIsGoneHasFailed() {
        stored.put("message:a", new EventProgress(Stage.ROUTED, Optional.empty(), List.of()));

        assertThat(now("a").state()).isEqualTo(MessageState.State.FAILED);
        assertThat(now("a").reason()).contains("unknown-destination");
    }

    @Test
    void aMessageLongAgoIsForgotten() {
        stored.put("message:a", new EventProgress(Stage.FORGOTTEN, Optional.empty(), List.of()));

        assertThat(now("a").state()).isEqualTo(MessageState.State.FORGOTTEN);
    }

    private MessageState now(String id) {
        return waiting.now(id).orElseThrow();
    }

    private void underway(String id, String destination) {
        store(id, delivery(destination, "", State.WAITING, null));
    }

    private void delivered(String id, String destination) {
        store(id, delivery(destination, "", State.DELIVERED, null));
    }

    private void store(String id, DeliveryProgress... deliveries) {
        stored.put("message:" + id, new EventProgress(Stage.ROUTED, Optional.empty(), List.of(deliveries)));
    }

    private static DeliveryProgress delivery(String destination, String recipient, State state, String reason) {
        return new DeliveryProgress(destination, recipient, state, 1, Optional.ofNullable(reason), Optional.empty());
    }
}
