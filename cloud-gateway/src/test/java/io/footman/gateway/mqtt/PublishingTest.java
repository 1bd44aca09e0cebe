package io.footman.gateway.mqtt;

import static io.footman.gateway.kit.Call.SECRET;
import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.gateway.kit.Configured;
import io.footman.gateway.kit.Inbox;
import io.footman.gateway.kit.NettyDriver;
import io.footman.gateway.kit.Reply;
import io.footman.testkit.TcpProxy;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders see while the broker has good and bad days. */
class PublishingTest {
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final Duration HEALING = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void startsAndAnswersWhileTheBrokerIsDownAndHealsByItself() {
        try (TestBroker broker = new TestBroker(folder);
                NettyDriver gateway = gateway(broker.url(), "publish-timeout: 500ms")) {
            assertThat(gateway.send(signed(event())).status()).isEqualTo(503);
            assertThat(get(gateway, "/health/readiness").status()).isEqualTo(503);
            assertThat(get(gateway, "/health/liveness").status()).isEqualTo(200);

            broker.start();

            awaitAccepted(gateway);
            assertThat(get(gateway, "/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    void answersWithinTheDeadlineWhenTheBrokerIsSilentAndHealsByItself() {
        try (TestBroker broker = new TestBroker(folder).start();
                TcpProxy proxy = new TcpProxy(broker.port());
                Inbox inbox = new Inbox(broker.port(), "#");
                NettyDriver gateway = gateway("mqtt://localhost:" + proxy.port(), "publish-timeout: 700ms")) {
            awaitAccepted(gateway);
            inbox.next();
            proxy.stall();

            long start = System.nanoTime();
            Reply reply = gateway.send(signed(event()));
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.headers()).containsKey("retry-after");
            assertThat(took)
                    .isBetween(Duration.ofMillis(650), Duration.ofMillis(700).plus(SLACK));

            proxy.resume();

            assertThat(inbox.next()).as("late is better than lost").isNotNull();
            awaitAccepted(gateway);
        }
    }

    @Test
    void healsAfterTheConnectionWasCutAndTheBrokerRestarted() {
        try (TestBroker broker = new TestBroker(folder).start();
                TcpProxy proxy = new TcpProxy(broker.port());
                NettyDriver gateway = gateway("mqtt://localhost:" + proxy.port(), "publish-timeout: 500ms")) {
            awaitAccepted(gateway);

            proxy.cut();
            awaitAccepted(gateway);

            broker.stop();
            assertThat(gateway.send(signed(event())).status()).isEqualTo(503);
            broker.start();
            awaitAccepted(gateway);
        }
    }

    @Test
    void neverBlocksOtherRequestsAndBoundsWhatWaits() throws Exception {
        int requests = 40;
        ExecutorService senders = Executors.newFixedThreadPool(requests);
        try (TestBroker broker = new TestBroker(folder).start();
                TcpProxy proxy = new TcpProxy(broker.port());
                NettyDriver gateway =
                        gateway("mqtt://localhost:" + proxy.port(), "publish-timeout: 2s, max-waiting: 10")) {
            awaitAccepted(gateway);
            proxy.stall();

            Callable<Reply> send = () -> gateway.send(signed(event()));
            var replies = senders.invokeAll(
                    IntStream.range(0, requests).mapToObj(i -> send).toList());

            long start = System.nanoTime();
            assertThat(get(gateway, "/health/liveness").status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SLACK);
            int waited = 0;
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isIn(429, 503);
                waited += reply.get().status() == 503 ? 1 : 0;
            }
            assertThat(waited).isEqualTo(10);
            proxy.resume();
            awaitAccepted(gateway);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void answersServiceUnavailableWhenTheBrokersDiskIsFull() {
        try (TestBroker broker = new TestBroker(folder).withFullDisk().start();
                NettyDriver gateway = gateway(broker.url(), "publish-timeout: 1s")) {
            await().atMost(HEALING).until(() -> gateway.send(signed(event())).status() == 503);

            assertThat(gateway.send(signed(event())).headers()).containsKey("retry-after");
        }
    }

    @Test
    void trustsThePemFileOverTlsAndLogsInWithNameAndPassword() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        Path others = Files.createDirectory(folder.resolve("others"));
        TestCertificates foreign = TestCertificates.create(others);
        try (TestBroker broker = new TestBroker(folder)
                .withTls(certificates)
                .withUser("gateway", "broker-password")
                .start()) {
            String login = "username: gateway, password: broker-password, ";
            try (NettyDriver gateway =
                    gateway(broker.url(), login + "publish-timeout: 5s, trusted-certificates: " + certificates.ca())) {
                awaitAccepted(gateway);
            }
            try (NettyDriver gateway =
                    gateway(broker.url(), login + "publish-timeout: 500ms, trusted-certificates: " + foreign.ca())) {
                assertThat(gateway.send(signed(event())).status()).isEqualTo(503);
            }
            String wrong = "username: gateway, password: guess, publish-timeout: 500ms, trusted-certificates: ";
            try (NettyDriver gateway = gateway(broker.url(), wrong + certificates.ca())) {
                assertThat(gateway.send(signed(event())).status()).isEqualTo(503);
            }
        }
    }

    @Test
    void showsItsClientCertificate() {
        TestCertificates certificates = TestCertificates.create(folder);
        try (TestBroker broker = new TestBroker(folder)
                        .withClientCertificates(certificates)
                        .start();
                NettyDriver gateway = gateway(
                        broker.url(),
                        "trusted-certificates: %s, client-certificate: %s, client-key: %s"
                                .formatted(certificates.ca(), certificates.client(), certificates.clientKey()))) {
            awaitAccepted(gateway);
        }
    }

    private static void awaitAccepted(NettyDriver gateway) {
        await().atMost(HEALING).until(() -> gateway.send(signed(event())).status() == 200);
    }

    private static Reply get(NettyDriver gateway, String path) {
        return gateway.send(signed(new byte[0]).method("GET").path(path).without("Accept-Encoding"));
    }

    private static NettyDriver gateway(String url, String mqtt) {
        return new NettyDriver(Configured.by("""
                footman:
                  mqtt: { url: "%s", %s }
                  server: { host: 127.0.0.1, port: 0 }
                  qlik-cloud: { secrets: [%s] }
                """.formatted(url, mqtt, SECRET)));
    }
}
