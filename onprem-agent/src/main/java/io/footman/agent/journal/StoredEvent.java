package io.footman.agent.journal;

import io.footman.agent.model.Event;
import java.time.Instant;

/**
 * An event taken out of the journal to be worked on.
 *
 * @param event what was received
 * @param receivedAt when it was stored
 * @param attempts how often it was claimed before
 */
public record StoredEvent(Event event, Instant receivedAt, int attempts) {}
