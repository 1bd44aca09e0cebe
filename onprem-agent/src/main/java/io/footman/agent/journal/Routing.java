package io.footman.agent.journal;

import io.footman.agent.model.EventContext;
import io.footman.agent.model.SuppressionReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the rules made of an event.
 *
 * @param context the event with what was looked up, kept for rendering
 * @param deliveries the messages due
 * @param suppressed the messages that a rule asked for and that are not sent, each with its reason
 */
public record Routing(EventContext context, List<NewDelivery> deliveries, List<Suppressed> suppressed) {
    public Routing {
        deliveries = List.copyOf(deliveries);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * One message due.
     *
     * @param key unique for (occurrence, rule, destination, recipient)
     * @param rule the rule's name or number
     * @param destination the destination's configured name
     * @param recipient address within the destination, or empty
     * @param rateLimit the limit that applies, if any
     * @param note told in the message, if any: why a fallback destination gets it
     */
    public record NewDelivery(
            String key,
            String rule,
            String destination,
            String recipient,
            Optional<RateLimit> rateLimit,
            Optional<String> note) {}

    /**
     * At most one message with this key is delivered in a window, counted from the last success.
     *
     * @param key destination, event kind, subject and recipient
     * @param window length of the window
     */
    public record RateLimit(String key, Duration window) {}

    /** A decision against a message, with its reason and a plain sentence. */
    public record Suppressed(String rule, String destination, SuppressionReason reason, String detail) {}
}
