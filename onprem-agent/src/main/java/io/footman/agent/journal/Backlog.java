package io.footman.agent.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How much is waiting.
 *
 * @param events events not yet routed
 * @param deliveries deliveries not yet settled, by destination
 * @param deadLetters dead letters kept
 * @param oldest receive time of the oldest event or creation of the oldest delivery that still waits
 */
public record Backlog(long events, Map<String, Long> deliveries, long deadLetters, Optional<Instant> oldest) {
    public Backlog {
        deliveries = Map.copyOf(deliveries);
    }
}
