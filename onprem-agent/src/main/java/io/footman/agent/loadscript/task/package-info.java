/** Starts tasks of Qlik Sense for load scripts, and tells how they end. */
@NullMarked
package io.footman.agent.loadscript.task;

import org.jspecify.annotations.NullMarked;
