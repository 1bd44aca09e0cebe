/** Slack incoming webhooks. */
@NullMarked
package io.footman.agent.destination.slack;

import org.jspecify.annotations.NullMarked;
