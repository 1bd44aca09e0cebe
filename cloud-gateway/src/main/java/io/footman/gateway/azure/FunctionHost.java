package io.footman.gateway.azure;

import io.footman.gateway.GatewayContext;
import io.footman.gateway.mqtt.OwnBroker;
import io.footman.gateway.settings.GatewaySettings;
import io.micronaut.azure.function.http.AzureHttpFunction;

/** Keeps context and broker connection across invocations of the function. */
final class FunctionHost extends AzureHttpFunction {
    /** Environment name under which beans for Azure are chosen. */
    static final String ENVIRONMENT = "footman-azure-function";

    FunctionHost(GatewaySettings settings) {
        super(GatewayContext.prepare(
                defaultApplicationContextBuilder().environments(ENVIRONMENT), settings, OwnBroker.none()));
    }

    /** The one host of this process, made at the first call: a class is initialised once, whatever calls at a time. */
    static FunctionHost shared() {
        return Shared.HOST;
    }

    private static final class Shared {
        static final FunctionHost HOST = new FunctionHost(GatewaySettings.load(null, System.getenv()));
    }
}
