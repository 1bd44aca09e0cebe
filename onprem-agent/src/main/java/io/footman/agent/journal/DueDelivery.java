package io.footman.agent.journal;

import io.footman.agent.model.EventContext;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery taken out of the journal to be sent now.
 *
 * @param key the delivery's unique key
 * @param rule the rule that asked for it
 * @param destination configured name
 * @param recipient address within the destination, or empty
 * @param context the event and what is known about it
 * @param createdAt when it was routed: the age that ends retrying counts from here (from the replay, if replayed)
 * @param attempts how often it was tried before
 * @param heldBack how many messages of its rate key were held back since the last one delivered
 * @param note told in the message, if any
 */
public record DueDelivery(
        String key,
        String rule,
        String destination,
        String recipient,
        EventContext context,
        Instant createdAt,
        int attempts,
        int heldBack,
        Optional<String> note) {}
