/** Outgoing webhooks: GET, POST or PUT to any address. */
@NullMarked
package io.footman.agent.destination.webhook;

import org.jspecify.annotations.NullMarked;
