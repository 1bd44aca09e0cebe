/** Sends what the journal says is due: one lane for each destination, so that a dead one delays no other. */
@NullMarked
package io.footman.agent.deliver;

import org.jspecify.annotations.NullMarked;
