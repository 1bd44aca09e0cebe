/** Apps for load scripts: listed, written out as JSON, and reloaded, through the engine of the site. */
@NullMarked
package io.footman.agent.loadscript.app;

import org.jspecify.annotations.NullMarked;
