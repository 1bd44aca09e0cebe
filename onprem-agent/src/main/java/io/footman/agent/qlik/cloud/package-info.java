/** Asks Qlik Cloud: one client per tenant, bounded in time and size, patient with rate limits. */
@NullMarked
package io.footman.agent.qlik.cloud;

import org.jspecify.annotations.NullMarked;
