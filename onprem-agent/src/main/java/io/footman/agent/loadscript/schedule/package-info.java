/** Schedules over REST. */
@NullMarked
package io.footman.agent.loadscript.schedule;

import org.jspecify.annotations.NullMarked;
