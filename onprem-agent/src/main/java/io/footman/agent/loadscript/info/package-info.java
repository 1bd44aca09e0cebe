/** Small endpoints that tell about the agent itself. */
@NullMarked
package io.footman.agent.loadscript.info;

import org.jspecify.annotations.NullMarked;
