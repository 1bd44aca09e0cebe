package io.footman.agent.destination;

/**
 * What a destination can take; its lane keeps to it.
 *
 * @param concurrency how many messages may be on their way at once, at least 1
 * @param ratePerSecond how many messages may start in a second; 0 for no limit
 */
public record Limits(int concurrency, int ratePerSecond) {}
