/** DMZ mode: an MQTT broker inside this process. */
@NullMarked
package io.footman.gateway.broker;

import org.jspecify.annotations.NullMarked;
