/** Events and log entries for New Relic, in one or several of its accounts. */
@NullMarked
package io.footman.agent.destination.newrelic;

import org.jspecify.annotations.NullMarked;
