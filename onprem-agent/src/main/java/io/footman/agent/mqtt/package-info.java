/** The agent's connection to the MQTT broker. */
@NullMarked
package io.footman.agent.mqtt;

import org.jspecify.annotations.NullMarked;
