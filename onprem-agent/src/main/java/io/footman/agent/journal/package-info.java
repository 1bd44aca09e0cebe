/** The only truth: events and deliveries, stored before anything is acknowledged. */
@NullMarked
package io.footman.agent.journal;

import org.jspecify.annotations.NullMarked;
