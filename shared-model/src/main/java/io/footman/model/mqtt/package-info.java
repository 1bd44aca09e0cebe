/** What gateway and agent agree on about MQTT: how to reach the broker, topic names, user properties. Knows no MQTT class. */
@NullMarked
package io.footman.model.mqtt;

import org.jspecify.annotations.NullMarked;
