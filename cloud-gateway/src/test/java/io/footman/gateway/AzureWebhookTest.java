package io.footman.gateway;

import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.footman.gateway.azure.AzureStart;
import io.footman.gateway.kit.Driver;
import io.footman.gateway.settings.GatewaySettings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The contract as an Azure Function, and what only the Functions host does. */
class AzureWebhookTest extends WebhookContract {
    @Override
    Driver start(GatewaySettings settings) {
        return AzureStart.start(settings);
    }

    @Test
    void saysThatTheBodyWasAlteredOnTheWay() {
        byte[] latin1 = event().replace("€", "").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(defaultGateway().send(signed(latin1)).body()).contains("declared length");
    }

    @Test
    void answersManyCallsFromOneContext() {
        Driver gateway = defaultGateway();
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.send(signed(event())).status()).isEqualTo(200);
            inbox().next();
        }
    }
}
