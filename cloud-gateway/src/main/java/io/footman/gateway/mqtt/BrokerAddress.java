package io.footman.gateway.mqtt;

import io.footman.model.mqtt.BrokerSettings;

/** Where to connect to when the broker runs inside this process and the settings name none. */
@FunctionalInterface
public interface BrokerAddress {
    BrokerSettings settings();
}
