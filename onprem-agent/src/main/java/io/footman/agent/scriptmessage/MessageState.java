package io.footman.agent.scriptmessage;

import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.EventProgress.DeliveryProgress;
import io.footman.agent.journal.EventProgress.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has become of a message until now.
 *
 * @param id of the message
 * @param state of all its deliveries together
 * @param attempts how often it was tried; for several recipients the most
 * @param reason label of the reason for the last failure, if it failed
 * @param detail what the other side said then, in one line without secrets
 * @param recipients one entry for each account of New Relic's; empty for the other services
 */
public record MessageState(
        String id,
        State state,
        int attempts,
        Optional<String> reason,
        Optional<String> detail,
        List<Recipient> recipients) {
    /** How far a message has come. */
    public enum State {
        /** Stored, and being sent. */
        ACCEPTED,
        /** The other side has it. */
        DELIVERED,
        /** Given up, and kept as a dead letter. */
        FAILED,
        /** It has ended long ago, and its history is pruned. */
        FORGOTTEN;

        /** As answers write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether nothing will change any more by itself. */
        public boolean isFinal() {
            return this != ACCEPTED;
        }
    }

    /** One of several recipients, as {@link MessageState}. */
    public record Recipient(String name, State state, int attempts, Optional<String> reason, Optional<String> detail) {}

    public MessageState {
        recipients = List.copyOf(recipients);
    }

    /** The state of a message that has just been stored. */
    public static MessageState accepted(String id) {
        return of(id, State.ACCEPTED);
    }

    static MessageState of(String id, EventProgress progress) {
        List<Recipient> recipients = progress.deliveries().stream()
                .filter(delivery -> MessageDestinations.isOurs(delivery.destination()))
                .map(MessageState::recipient)
                .toList();
        if (recipients.isEmpty()) {
            return withoutDeliveries(id, progress);
        }
        State state = together(recipients);
        Optional<Recipient> telling = recipients.stream()
                .filter(each -> each.state() == state)
                .filter(each -> each.reason().isPresent())
                .findFirst();
        return new MessageState(
                id,
                state,
                recipients.stream().mapToInt(Recipient::attempts).max().orElse(0),
                telling.flatMap(Recipient::reason),
                telling.flatMap(Recipient::detail),
                recipients.stream().filter(each -> !each.name().isEmpty()).toList());
    }

    private static MessageState withoutDeliveries(String id, EventProgress progress) {
        if (progress.stage() == Stage.WAITING) {
            return accepted(id);
        }
        if (progress.stage() == Stage.FORGOTTEN) {
            return of(id, State.FORGOTTEN);
        }
        return new MessageState(
                id,
                State.FAILED,
                0,
                Optional.of(progress.stage() == Stage.DEAD ? "internal" : "unknown-destination"),
                progress.detail().or(() -> Optional.of("Its service was taken out of footman.rest")),
                List.of());
    }

    private static MessageState of(String id, State state) {
        return new MessageState(id, state, 0, Optional.empty(), Optional.empty(), List.of());
    }

    /** What is on its way is not settled yet; one recipient that failed makes it fail. */
    private static State together(List<Recipient> recipients) {
        for (State state : List.of(State.ACCEPTED, State.FAILED, State.FORGOTTEN)) {
            if (recipients.stream().anyMatch(each -> each.state() == state)) {
                return state;
            }
        }
        return State.DELIVERED;
    }

    private static Recipient recipient(DeliveryProgress delivery) {
        State state = switch (delivery.state()) {
            case WAITING -> State.ACCEPTED;
            case DELIVERED -> State.DELIVERED;
            case DEAD, SUPPRESSED -> State.FAILED;
            case FORGOTTEN -> State.FORGOTTEN;
        };
        return new Recipient(
                delivery.recipient(),
                state,
                delivery.attempts(),
                state == State.DELIVERED ? Optional.empty() : delivery.reason(),
                state == State.DELIVERED ? Optional.empty() : delivery.detail());
    }
}
