package io.footman.gateway.azure;

import io.footman.gateway.GatewayContext;
import io.footman.gateway.settings.GatewaySettings;
import io.micronaut.azure.function.http.AzureHttpFunction;

/** Keeps context and broker connection across invocations of the function. */
final class FunctionHost extends AzureHttpFunction {
    /** Environment name under which beans for Azure are chosen. */
    static final String ENVIRONMENT = "footman-azure-function";

    FunctionHost(GatewaySettings settings) {
        super(GatewayContext.prepare(
                defaultApplicationContextBuilder().environments(ENVIRONMENT), settings, FunctionHost::noBroker));
    }

    /** The one host of this process, made at the first call: a class is initialised once, whatever calls at a time. */
    static FunctionHost shared() {
        return Shared.HOST;
    }

    private static io.footman.model.mqtt.BrokerSettings noBroker() {
        throw new IllegalStateException(
                "footman.broker.embedded is of no use in an Azure Function: set footman.mqtt.url");
    }

    private static final class Shared {
        static final FunctionHost HOST = new FunctionHost(GatewaySettings.load(null, System.getenv()));
    }
}
