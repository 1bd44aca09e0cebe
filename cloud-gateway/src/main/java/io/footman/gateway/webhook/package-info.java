/** The gate: checks in order, from received bytes to a verified webhook and its topic. Knows no HTTP server and no MQTT client. */
@NullMarked
package io.footman.gateway.webhook;

import org.jspecify.annotations.NullMarked;
