package io.footman.gateway.azure;

import io.footman.gateway.kit.Driver;
import io.footman.gateway.settings.GatewaySettings;

/** Opens the package to the contract test. */
public final class AzureStart {
    private AzureStart() {}

    public static Driver start(GatewaySettings settings) {
        return new AzureDriver(settings);
    }
}
