package io.footman.agent.journal;

import java.util.List;
import java.util.Optional;

/**
 * What has become of an event until now.
 *
 * @param stage how far the event itself has come
 * @param detail why the event waits or was given up, if it was
 * @param deliveries its messages, in the order in which they were made; none before it is routed
 */
public record EventProgress(Stage stage, Optional<String> detail, List<DeliveryProgress> deliveries) {
    /** How far an event has come. */
    public enum Stage {
        /** Not routed yet. */
        WAITING,
        /** The rules have made its deliveries. */
        ROUTED,
        /** It could not be read. */
        DEAD,
        /** It has ended, and its history is pruned. */
        FORGOTTEN
    }

    public EventProgress {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * What has become of one message.
     *
     * @param destination configured name
     * @param recipient address within the destination, or empty
     * @param attempts how often it was tried
     * @param reason label of the reason for which it failed last, was suppressed or given up
     * @param detail what the destination said, in one line without secrets
     */
    public record DeliveryProgress(
            String destination,
            String recipient,
            State state,
            int attempts,
            Optional<String> reason,
            Optional<String> detail) {
        /** How far a message has come. */
        public enum State {
            WAITING,
            DELIVERED,
            SUPPRESSED,
            DEAD,
            /** It has ended, and its history is pruned. */
            FORGOTTEN
        }
    }
}
