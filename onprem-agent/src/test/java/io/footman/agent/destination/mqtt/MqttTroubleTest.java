package io.footman.agent.destination.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footman.agent.destination.CapturedLogs;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.TaskAlerts;
import io.footman.agent.destination.TestParts;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.model.settings.Settings;
import io.footman.testkit.TcpProxy;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages while the broker is away, refuses, hangs, or wants to know who is there. */
class MqttTroubleTest {
    private static final EventKind RELOAD_FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final TestParts parts = new TestParts();

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void triesAgainUntilABrokerThatWasDownFromTheStartIsThere() {
        try (TestBroker broker = new TestBroker(folder);
                Destination destination = open(Map.of("url", broker.url()))) {
            assertRetryable(send(destination), FailureReason.UNREACHABLE);
            broker.start();
            deliversAgain(destination);
        }
    }

    @Test
    void deliversAgainAfterTheBrokerWasRestarted() {
        try (TestBroker broker = new TestBroker(folder).start();
                Destination destination = open(Map.of("url", broker.url()))) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            broker.stop();
            await().atMost(PATIENCE).untilAsserted(() -> assertRetryable(send(destination), FailureReason.UNREACHABLE));
            broker.start();
            deliversAgain(destination);
        }
    }

    @Test
    void triesAgainWhenTheBrokersDiskIsFull() {
        try (TestBroker broker = new TestBroker(folder).withFullDisk().start();
                Destination destination = open(Map.of("url", broker.url(), "timeout", "500ms"))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(send(destination)).isInstanceOf(SendResult.Retryable.class));
        }
    }

    @Test
    void deliversAgainAfterTheNetworkStoodStill() {
        try (TestBroker broker = new TestBroker(folder).start();
                TcpProxy network = new TcpProxy(broker.port());
                Destination destination =
                        open(Map.of("url", "mqtt://localhost:" + network.port(), "timeout", "500ms"))) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            network.stall();
            assertRetryable(send(destination), FailureReason.TIMEOUT);
            network.resume();
            deliversAgain(destination);
        }
    }

    @Test
    void triesAgainWhenThePortIsOpenButNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Destination destination =
                        open(Map.of("url", "mqtt://localhost:" + silent.getLocalPort(), "timeout", "300ms"))) {
            long start = System.nanoTime();
            assertRetryable(send(destination), FailureReason.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void tellsWhichLoginIsRefusedWithoutShowingIt() {
        try (CapturedLogs logs = new CapturedLogs();
                TestBroker broker =
                        new TestBroker(folder).withUser("footman", "right").start();
                Destination destination =
                        open(Map.of("url", broker.url(), "username", "footman", "password", "wrong-pw"))) {
            SendResult result = send(destination);
            assertRetryable(result, FailureReason.AUTH);
            assertThat(result.toString())
                    .contains("footman.destinations.ops.username")
                    .doesNotContain("wrong-pw");
            assertThat(logs.lines()).noneMatch(line -> line.contains("wrong-pw"));
        }
    }

    @Test
    void usesTheAgentsBrokerWhenItHasNoneOfItsOwn() {
        try (TestBroker broker =
                new TestBroker(folder).withUser("footman", "right").start()) {
            Map<String, Object> mqtt = Map.of("url", broker.url(), "username", "footman", "password", "right");
            try (Destination destination = open(Map.of(), mqtt)) {
                assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            }
        }
    }

    @Test
    void publishesOverTlsWithAClientCertificate() {
        TestCertificates certificates = TestCertificates.create(folder);
        try (TestBroker broker = new TestBroker(folder)
                        .withClientCertificates(certificates)
                        .start();
                Destination stranger = open(Map.of(
                        "url",
                        broker.url(),
                        "trusted-certificates",
                        certificates.ca().toString()));
                Destination destination = open(identified(broker, certificates))) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            assertThat(send(stranger)).isInstanceOf(SendResult.Retryable.class);
        }
    }

    @Test
    void doesNotTrustAForeignBroker(@TempDir Path foreign) {
        TestCertificates certificates = TestCertificates.create(folder);
        try (TestBroker broker = new TestBroker(folder).withTls(certificates).start();
                Destination destination = open(Map.of(
                        "url",
                        broker.url(),
                        "trusted-certificates",
                        TestCertificates.create(foreign).ca().toString()))) {
            assertRetryable(send(destination), FailureReason.TLS);
        }
    }

    /** The demands of Azure Event Grid's MQTT broker: client certificate, and the client's name as login. */
    @Test
    void logsInToEventGridWithItsClientIdAndCertificate() {
        TestCertificates certificates = TestCertificates.create(folder);
        try (TestBroker broker = new TestBroker(folder)
                .withClientCertificates(certificates)
                .withUser("butler", "")
                .start()) {
            Map<String, Object> settings = new HashMap<>(identified(broker, certificates));
            settings.put("azure-event-grid", true);
            settings.put("client-id", "butler");
            try (Destination destination = open(settings)) {
                assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            }
        }
    }

    /** The broker that most sites run: it tells a publisher without rights so. */
    @Test
    void givesUpWhenMosquittoDoesNotAllowTheTopic() throws Exception {
        Path program = Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(!program.toString().isEmpty(), "mosquitto is not installed");
        int port = TestBroker.freePort();
        Path rights = Files.writeString(folder.resolve("acl"), """
                topic write qliksense/task_failure
                topic read #
                """);
        Path file = Files.writeString(
                folder.resolve("mosquitto.conf"), """
                user %s
                allow_anonymous true
                acl_file %s
                listener %d 127.0.0.1
                """.formatted(System.getProperty("user.name"), rights, port));
        Process mosquitto = new ProcessBuilder(program.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        try (Destination destination = open(Map.of("url", "mqtt://localhost:" + port));
                Destination brief = open(Map.of("url", "mqtt://localhost:" + port, "full", false))) {
            await().atMost(PATIENCE).until(() -> accepts(port));
            assertThat(send(brief)).isInstanceOf(SendResult.Delivered.class);
            assertThat(send(destination)).isInstanceOfSatisfying(SendResult.Permanent.class, permanent -> {
                assertThat(permanent.reason()).isEqualTo(FailureReason.AUTH);
                assertThat(permanent.detail()).contains("qliksense/task_failure_full");
            });
        } finally {
            mosquitto.destroyForcibly().waitFor();
        }
    }

    private static Map<String, Object> identified(TestBroker broker, TestCertificates certificates) {
        return Map.of(
                "url", broker.url(),
                "trusted-certificates", certificates.ca().toString(),
                "client-certificate", certificates.client().toString(),
                "client-key", certificates.clientKey().toString());
    }

    private Destination open(Map<String, Object> values) {
        return open(values, Map.of());
    }

    private Destination open(Map<String, Object> values, Map<String, Object> mqtt) {
        Settings root = Settings.of("footman", Map.of("mqtt", mqtt, "destinations", Map.of("ops", values)));
        Destination destination = new MqttType(parts.templates, parts.meters)
                .read("ops", root.section("destinations").section("ops"), root);
        assertThat(root.mistakes()).isEmpty();
        return destination;
    }

    private static SendResult send(Destination destination) {
        return destination.send(TaskAlerts.task(RELOAD_FAILED).build());
    }

    private static void deliversAgain(Destination destination) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class));
    }

    private static void assertRetryable(SendResult result, FailureReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Retryable.class,
                        retryable -> assertThat(retryable.reason())
                                .as(retryable.detail())
                                .isEqualTo(reason));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
