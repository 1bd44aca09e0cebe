/** The door: messages of the broker become stored events or are refused with a reason. */
@NullMarked
package io.footman.agent.intake;

import org.jspecify.annotations.NullMarked;
