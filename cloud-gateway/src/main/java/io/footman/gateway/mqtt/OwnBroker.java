package io.footman.gateway.mqtt;

import io.footman.model.mqtt.BrokerSettings;
import java.util.Optional;

/** The broker inside this process, if there is one. */
public interface OwnBroker {
    /** How to reach it; empty when there is none. */
    Optional<BrokerSettings> address();

    /**
     * Whether anyone, present or away, subscribes to a topic. Our broker acknowledges messages for nobody and drops them, so
     * it is asked before. Without an own broker always true: others tell it in their acknowledgement.
     */
    boolean hasSubscriber(String topic);

    /** There is no broker inside this process. */
    static OwnBroker none() {
        return new OwnBroker() {
            @Override
            public Optional<BrokerSettings> address() {
                return Optional.empty();
            }

            @Override
            public boolean hasSubscriber(String topic) {
                return true;
            }
        };
    }
}
