package io.footman.gateway;

import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.footman.gateway.kit.Call;
import io.footman.gateway.kit.Driver;
import io.footman.gateway.kit.NettyDriver;
import io.footman.gateway.kit.Reply;
import io.footman.gateway.settings.GatewaySettings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The contract on the gateway's own server, and what only that server meets. */
class NettyWebhookTest extends WebhookContract {
    @Override
    Driver start(GatewaySettings settings) {
        return new NettyDriver(settings);
    }

    @Test
    void acceptsAChunkedBodyByteForByte() {
        Call call = signed(event());

        assertThat(sendChunked(call).status()).isEqualTo(200);

        assertThat(inbox().next().getPayloadAsBytes()).isEqualTo(call.body());
    }

    @Test
    void refusesAChunkedBodyOverTheLimit() {
        assertThat(sendChunked(signed(new byte[(1 << 20) + 1])).status()).isEqualTo(413);
    }

    @Test
    void refusesTwoSignatures() {
        Call call = signed(event());
        String twice = call.header("Qlik-Signature") + "\r\nQlik-Signature: " + call.header("Qlik-Signature");

        Reply reply = defaultGateway().send(call.header("Qlik-Signature", twice));

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void survivesARequestThatIsNoHttp() {
        Reply reply = ((NettyDriver) defaultGateway()).sendRaw("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(reply.status()).isEqualTo(400);
    }

    private Reply sendChunked(Call call) {
        String head = "POST /api/qscloudreload HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\nQlik-Signature: "
                + call.header("Qlik-Signature") + "\r\n\r\n";
        return ((NettyDriver) defaultGateway())
                .sendRaw(head.getBytes(StandardCharsets.US_ASCII), NettyDriver.chunked(call.body()));
    }
}
