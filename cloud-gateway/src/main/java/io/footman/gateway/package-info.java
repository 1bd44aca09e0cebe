/** Checks webhooks and hands them to MQTT. */
@NullMarked
package io.footman.gateway;

import org.jspecify.annotations.NullMarked;
