package io.footman.agent.destination;

import io.footman.agent.model.Event;
import io.footman.agent.model.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How an attempt to send ended. Whether and when to try again is the lane's business. */
public sealed interface SendResult {

    /** Calls the function for the case at hand; stands in for a pattern switch. */
    <T> T fold(Function<Delivered, T> delivered, Function<Retryable, T> retryable, Function<Permanent, T> permanent);

    /**
     * The other side has accepted the message.
     *
     * @param detail what it answered, or what was done differently (a default template used), in one line without secrets
     * @param news events that this made happen; they are stored together with the outcome and go their own way
     */
    record Delivered(String detail, List<Event> news) implements SendResult {
        public Delivered {
            news = List.copyOf(news);
        }

        public Delivered(String detail) {
            this(detail, List.of());
        }

        @Override
        public <T> T fold(
                Function<Delivered, T> delivered, Function<Retryable, T> retryable, Function<Permanent, T> permanent) {
            return delivered.apply(this);
        }
    }

    /**
     * Trying again may help.
     *
     * @param reason why it failed
     * @param detail one line for people, without secrets
     * @param retryAfter how long the other side asked to wait, if it did
     * @param newsIfGivenUp events that happen should this have been the last attempt
     */
    record Retryable(FailureReason reason, String detail, Optional<Duration> retryAfter, List<Event> newsIfGivenUp)
            implements SendResult {
        public Retryable {
            newsIfGivenUp = List.copyOf(newsIfGivenUp);
        }

        public Retryable(FailureReason reason, String detail) {
            this(reason, detail, Optional.empty());
        }

        public Retryable(FailureReason reason, String detail, Optional<Duration> retryAfter) {
            this(reason, detail, retryAfter, List.of());
        }

        @Override
        public <T> T fold(
                Function<Delivered, T> delivered, Function<Retryable, T> retryable, Function<Permanent, T> permanent) {
            return retryable.apply(this);
        }
    }

    /**
     * Trying again cannot help.
     *
     * @param reason why it failed
     * @param detail one line for people, without secrets
     * @param news events that this made happen; they are stored together with the outcome and go their own way
     */
    record Permanent(FailureReason reason, String detail, List<Event> news) implements SendResult {
        public Permanent {
            news = List.copyOf(news);
        }

        public Permanent(FailureReason reason, String detail) {
            this(reason, detail, List.of());
        }

        @Override
        public <T> T fold(
                Function<Delivered, T> delivered, Function<Retryable, T> retryable, Function<Permanent, T> permanent) {
            return permanent.apply(this);
        }
    }
}
