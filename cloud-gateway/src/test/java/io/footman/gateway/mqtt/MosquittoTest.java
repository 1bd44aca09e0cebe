package io.footman.gateway.mqtt;

import static io.footman.gateway.kit.Call.SECRET;
import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footman.gateway.kit.Configured;
import io.footman.gateway.kit.Inbox;
import io.footman.gateway.kit.NettyDriver;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker that most sites run, where it is installed: TLS with a client certificate. */
class MosquittoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void publishesToMosquittoWithAClientCertificateAndNotWithout() throws Exception {
        Optional<Path> program = installed();
        assumeTrue(program.isPresent(), "mosquitto is not installed");
        TestCertificates certificates = TestCertificates.create(folder);
        int port = TestBroker.freePort();
        int plainPort = TestBroker.freePort();
        Process mosquitto = start(program.get(), certificates, port, plainPort);
        try (Inbox inbox = new Inbox(plainPort, "#");
                NettyDriver gateway =
                        gateway(port, """
                        , client-certificate: "%s", client-key: "%s\"""".formatted(certificates.client(), certificates.clientKey()), certificates);
                NettyDriver stranger = gateway(port, ", publish-timeout: 1s", certificates)) {
            await().atMost(PATIENCE).until(() -> gateway.send(signed(event())).status() == 200);

            assertThat(inbox.next()).isNotNull();
            assertThat(stranger.send(signed(event())).status()).isEqualTo(503);
        } finally {
            mosquitto.destroyForcibly().waitFor();
        }
    }

    private static Optional<Path> installed() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Process start(Path program, TestCertificates certificates, int port, int plainPort) throws IOException {
        // "user" keeps it from giving up root's right to read the temporary folder; others ignore it.
        Path file = Files.writeString(
                folder.resolve("mosquitto.conf"),
                """
                user %s
                allow_anonymous true
                listener %d 127.0.0.1
                listener %d 127.0.0.1
                cafile %s
                certfile %s
                keyfile %s
                require_certificate true
                """.formatted(
                                System.getProperty("user.name"),
                                plainPort,
                                port,
                                certificates.ca(),
                                certificates.server(),
                                certificates.serverKey()),
                StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(program.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        await().atMost(PATIENCE).until(() -> accepts(plainPort) && accepts(port));
        return process;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static NettyDriver gateway(int port, String more, TestCertificates certificates) {
        return new NettyDriver(Configured.by("""
                footman:
                  mqtt: { url: "mqtts://localhost:%d", trusted-certificates: "%s"%s }
                  server: { host: 127.0.0.1, port: 0 }
                  qlik-cloud: { secrets: [%s] }
                """.formatted(port, certificates.ca(), more, SECRET)));
    }
}
