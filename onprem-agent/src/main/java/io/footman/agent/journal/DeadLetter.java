package io.footman.agent.journal;

import io.footman.agent.model.FailureReason;
import java.time.Instant;

/**
 * Something given up, kept with its reason; {@link Journal#replay} makes it due again.
 *
 * @param key of the delivery; of an event that could not be read, so that no delivery was made, the event's id
 * @param destination empty for an event
 * @param recipient empty for an event, and where a destination has only one
 * @param eventId what it is about
 * @param diedAt when the delivery was given up, or the event received
 * @param reason why
 * @param detail why, in one line
 */
public record DeadLetter(
        String key,
        String destination,
        String recipient,
        String eventId,
        Instant diedAt,
        FailureReason reason,
        String detail) {}
