package io.footman.agent.journal;

import java.time.Duration;
import java.util.Optional;

/**
 * An entry of the key-value store.
 *
 * @param timeToLive how long after it is stored the key is forgotten; empty when never
 */
public record KeyValue(String namespace, String key, String value, Optional<Duration> timeToLive) {}
