/** Finds out in the repository of a client-managed site what an alert should tell about a task's event. */
@NullMarked
package io.footman.agent.enrich.sense;

import org.jspecify.annotations.NullMarked;
