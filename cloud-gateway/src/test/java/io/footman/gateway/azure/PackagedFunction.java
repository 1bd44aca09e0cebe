package io.footman.gateway.azure;

import io.footman.gateway.kit.Call;
import io.footman.gateway.kit.Configured;

/** A process of its own that starts the function and calls it while there is no broker. */
final class PackagedFunction {
    private PackagedFunction() {}

    public static void main(String[] arguments) {
        try (AzureDriver driver = new AzureDriver(Configured.by(
                "footman: { mqtt: { url: 'mqtt://127.0.0.1:1', publish-timeout: 100ms }, qlik-cloud: { secrets: ["
                        + Call.SECRET + "] } }"))) {
            Call liveness = Call.signed(new byte[0]).method("GET").path("/health/liveness");
            System.out.println("liveness=" + driver.send(liveness).status());
            System.out.println(
                    "webhook=" + driver.send(Call.signed(Call.event())).status());
        }
    }
}
