/** MQTT: alerts as messages on a broker, short and full, on the topics that Butler used. */
@NullMarked
package io.footman.agent.destination.mqtt;

import org.jspecify.annotations.NullMarked;
