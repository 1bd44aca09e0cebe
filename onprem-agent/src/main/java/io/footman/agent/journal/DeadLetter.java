package io.footman.agent.journal;

import io.footman.agent.model.FailureReason;
import java.time.Instant;

/** A delivery given up, kept with its reason; {@link Journal#replay} makes it due again. */
public record DeadLetter(
        String key,
        String destination,
        String recipient,
        String eventId,
        Instant diedAt,
        FailureReason reason,
        String detail) {}
