/**
 * Who may call the REST API: API keys, client certificates, addresses; how often; and the audit log of what they did. Fails
 * closed: what cannot be read or judged lets nobody in.
 */
@NullMarked
package io.footman.agent.rest.access;

import org.jspecify.annotations.NullMarked;
