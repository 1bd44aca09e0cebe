/** Puts the rooms together: read {@link io.footman.agent.corridor.CorridorFactory} from top to bottom. */
@NullMarked
package io.footman.agent.corridor;

import org.jspecify.annotations.NullMarked;
