package io.footman.agent.intake.udp;

import java.time.Instant;

/**
 * A datagram's text and when it came.
 *
 * @param text without byte order mark and line end
 * @param at by this machine's clock
 */
record Received(String text, Instant at) {}
