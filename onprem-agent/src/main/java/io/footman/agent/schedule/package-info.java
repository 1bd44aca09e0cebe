/**
 * Starts tasks by the clock. A library keeps the due times in the journal's database; a run that is due becomes an event, and
 * goes the way of every other request to start a task.
 */
@NullMarked
package io.footman.agent.schedule;

import org.jspecify.annotations.NullMarked;
