/**
 * Starts tasks of a client-managed site when a message asks for it. A request is an event like any other: stored first, led
 * here by a built-in rule, tried again while the repository is away. What became of it is an event again.
 */
@NullMarked
package io.footman.agent.starttask;

import org.jspecify.annotations.NullMarked;
