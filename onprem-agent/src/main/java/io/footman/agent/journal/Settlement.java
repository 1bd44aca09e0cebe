package io.footman.agent.journal;

import io.footman.agent.model.FailureReason;
import java.time.Instant;
import java.util.Optional;

/** How an attempt to deliver ended. */
public sealed interface Settlement {
    /** The delivery's unique key. */
    String deliveryKey();

    /**
     * Sent and accepted: starts the rate limit's window.
     *
     * @param heldBackTold how many held-back messages this one told about
     */
    record Delivered(String deliveryKey, String detail, int heldBackTold) implements Settlement {}

    /** To be tried again at {@code at}. */
    record Retry(String deliveryKey, Instant at, FailureReason reason, String detail) implements Settlement {}

    /** Given up and kept; the fallback delivery, if any, is stored in the same transaction. */
    record Dead(String deliveryKey, FailureReason reason, String detail, Optional<Routing.NewDelivery> fallback)
            implements Settlement {}
}
