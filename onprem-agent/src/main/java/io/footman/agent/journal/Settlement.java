package io.footman.agent.journal;

import io.footman.agent.model.Event;
import io.footman.agent.model.FailureReason;
import java.time.Instant;
import java.util.List;

/** How an attempt to deliver ended. */
public sealed interface Settlement {
    /** The delivery's unique key. */
    String deliveryKey();

    /** Events that the attempt made happen; stored in the same transaction, one with a known id is left as it is. */
    default List<Event> news() {
        return List.of();
    }

    /**
     * Sent and accepted: starts the rate limit's window.
     *
     * @param heldBackTold how many held-back messages this one told about
     */
    record Delivered(String deliveryKey, String detail, int heldBackTold, List<Event> news) implements Settlement {
        public Delivered {
            news = List.copyOf(news);
        }

        public Delivered(String deliveryKey, String detail, int heldBackTold) {
            this(deliveryKey, detail, heldBackTold, List.of());
        }
    }

    /** To be tried again at {@code at}. */
    record Retry(String deliveryKey, Instant at, FailureReason reason, String detail) implements Settlement {}

    /**
     * Given up and kept.
     *
     * @param fallbacks the messages to the fallback destination, one for each recipient there; stored in the same
     *     transaction, a key that exists already is left as it is
     */
    record Dead(
            String deliveryKey,
            FailureReason reason,
            String detail,
            List<Routing.NewDelivery> fallbacks,
            List<Event> news)
            implements Settlement {
        public Dead {
            fallbacks = List.copyOf(fallbacks);
            news = List.copyOf(news);
        }

        public Dead(String deliveryKey, FailureReason reason, String detail, List<Routing.NewDelivery> fallbacks) {
            this(deliveryKey, reason, detail, fallbacks, List.of());
        }
    }

    /** Given back untried, because the lane pauses or the agent stops: due at {@code at}, attempts not counted. */
    record Released(String deliveryKey, Instant at) implements Settlement {}
}
