package io.footman.agent.destination;

import io.footman.agent.model.FailureReason;
import java.time.Duration;
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
     */
    record Delivered(String detail) implements SendResult {
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
     */
    record Retryable(FailureReason reason, String detail, Optional<Duration> retryAfter) implements SendResult {
        public Retryable(FailureReason reason, String detail) {
            this(reason, detail, Optional.empty());
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
     */
    record Permanent(FailureReason reason, String detail) implements SendResult {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered, Function<Retryable, T> retryable, Function<Permanent, T> permanent) {
            return permanent.apply(this);
        }
    }
}
