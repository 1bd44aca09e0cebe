package io.footman.gateway;

import io.footman.gateway.mqtt.OwnBroker;
import io.footman.gateway.settings.GatewaySettings;
import io.footman.gateway.settings.ServerSettings;
import io.micronaut.context.ApplicationContextBuilder;
import java.util.HashMap;
import java.util.Map;

/** Turns our settings into those that Micronaut understands; nobody configures Micronaut directly. */
public final class GatewayContext {
    private GatewayContext() {}

    /**
     * Prepares a context.
     *
     * @param builder environments of the server it runs on
     * @param ownBroker the broker inside this process, or none
     */
    public static ApplicationContextBuilder prepare(
            ApplicationContextBuilder builder, GatewaySettings settings, OwnBroker ownBroker) {
        return builder.singletons(settings, ownBroker)
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties(settings.server()));
    }

    private static Map<String, Object> properties(ServerSettings server) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", server.host());
        properties.put("micronaut.server.port", server.port() == 0 ? -1 : server.port());
        properties.put("micronaut.server.max-request-size", server.largestBody());
        if (server.identity().isPresent()) {
            properties.put("micronaut.server.ssl.enabled", true);
            properties.put("micronaut.server.ssl.build-self-signed", false);
            properties.put("micronaut.server.ssl.port", server.port() == 0 ? -1 : server.port());
        }
        return properties;
    }
}
