package io.footman.gateway.http;

import static io.footman.gateway.kit.Call.SECRET;
import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.gateway.kit.Call;
import io.footman.gateway.kit.Configured;
import io.footman.gateway.kit.NettyDriver;
import io.footman.model.tls.Pem;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with a certificate of its own: a DMZ server needs no proxy for HTTPS. */
class HttpsTest {
    @TempDir
    Path folder;

    @Test
    void takesWebhooksOverTlsWithThePemFilesOfTheSettings() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        try (TestBroker broker = new TestBroker(folder).start();
                NettyDriver gateway = gateway(broker, certificates)) {
            HttpClient client = trusting(certificates.ca());

            HttpResponse<String> answer = post(client, gateway, signed(event()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
            assertThat(post(
                                    client,
                                    gateway,
                                    signed(
                                            event().getBytes(StandardCharsets.UTF_8),
                                            "another secret of thirty-two chars"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void showsTheConfiguredCertificateAndNoOther() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        TestCertificates foreign = TestCertificates.create(Files.createDirectory(folder.resolve("foreign")));
        try (TestBroker broker = new TestBroker(folder).start();
                NettyDriver gateway = gateway(broker, certificates)) {
            assertThatThrownBy(() -> post(trusting(foreign.ca()), gateway, signed(event())))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static NettyDriver gateway(TestBroker broker, TestCertificates certificates) {
        return new NettyDriver(
                Configured.by("""
                footman:
                  mqtt: { url: "%s", publish-timeout: 10s }
                  server: { host: 127.0.0.1, port: 0, certificate: "%s", key: "%s" }
                  qlik-cloud: { secrets: [%s] }
                """.formatted(broker.url(), certificates.server(), certificates.serverKey(), SECRET)));
    }

    private static HttpClient trusting(Path authority) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, Pem.trust(authority).getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static HttpResponse<String> post(HttpClient client, NettyDriver gateway, Call call)
            throws IOException, InterruptedException {
        URI uri = URI.create("https://localhost:" + gateway.uri().getPort() + "/api/qscloudreload");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", call.header("Content-Type"))
                        .header("Qlik-Signature", call.header("Qlik-Signature"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
