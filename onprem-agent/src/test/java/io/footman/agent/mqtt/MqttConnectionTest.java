package io.footman.agent.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.model.settings.Settings;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class MqttConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @TempDir
    private Path certificateFolder;

    private TestCertificates certificates;

    @BeforeEach
    void certificates() {
        certificates = TestCertificates.create(certificateFolder);
    }

    @Test
    void connectsWithTlsAndLogin() {
        try (TestBroker broker = new TestBroker(folder)
                        .withTls(certificates)
                        .withUser("agent", "secret")
                        .start();
                MqttConnection connection = connection(
                        broker,
                        Map.of(
                                "trusted-certificates",
                                certificates.ca().toString(),
                                "username",
                                "agent",
                                "password",
                                "secret"))) {
            connection.open(Mqtt5Publish::acknowledge);

            await().atMost(PATIENCE).until(connection::isReceiving);
            assertThat(connection.state()).isEqualTo("connected");
            assertThat(health(connection)).isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void connectsWithAClientCertificate() {
        try (TestBroker broker = new TestBroker(folder)
                        .withClientCertificates(certificates)
                        .start();
                MqttConnection connection = connection(
                        broker,
                        Map.of(
                                "trusted-certificates", certificates.ca().toString(),
                                "client-certificate", certificates.client().toString(),
                                "client-key", certificates.clientKey().toString()))) {
            connection.open(Mqtt5Publish::acknowledge);

            await().atMost(PATIENCE).until(connection::isReceiving);
        }
    }

    @Test
    void doesNotTrustAForeignBroker(@TempDir Path foreign) {
        try (TestBroker broker = new TestBroker(folder).withTls(certificates).start();
                MqttConnection connection = connection(
                        broker,
                        Map.of(
                                "trusted-certificates",
                                TestCertificates.create(foreign).ca().toString()))) {
            connection.open(Mqtt5Publish::acknowledge);

            await().atMost(PATIENCE).until(() -> connection.state().contains("not connected: "));
            assertThat(connection.state()).contains("no trusted encrypted connection", "trusted-certificates");
            assertThat(health(connection)).isEqualTo(HealthStatus.DOWN);
        }
    }

    @Test
    void tellsAWrongLoginWithoutShowingIt() {
        try (TestBroker broker =
                        new TestBroker(folder).withUser("agent", "secret").start();
                MqttConnection connection = connection(broker, Map.of("username", "agent", "password", "wrong-pw"))) {
            connection.open(Mqtt5Publish::acknowledge);

            await().atMost(PATIENCE).until(() -> connection.state().startsWith("not connected: "));
            assertThat(connection.state()).contains("refuses the login").doesNotContain("wrong-pw");
        }
    }

    @Test
    void namesTheClientIdThatTwoAgentsShare() {
        try (TestBroker broker = new TestBroker(folder).start();
                MqttConnection first = connection(broker, Map.of());
                MqttConnection second = connection(broker, Map.of())) {
            first.open(Mqtt5Publish::acknowledge);
            await().atMost(PATIENCE).until(first::isReceiving);

            second.open(Mqtt5Publish::acknowledge);

            await().atMost(PATIENCE).until(() -> first.state().contains("footman.mqtt.client-id"));
            await().atMost(PATIENCE).until(second::isReceiving);
        }
    }

    private static HealthStatus health(MqttConnection connection) {
        return Mono.from(new MqttHealth(connection).getResult())
                .map(HealthResult::getStatus)
                .block();
    }

    private static MqttConnection connection(TestBroker broker, Map<String, Object> further) {
        Map<String, Object> values = new HashMap<>(Map.of("url", broker.url()));
        values.putAll(further);
        return new MqttConnection(MqttSettings.read(Settings.of("footman.mqtt", values), "footman-agent-test"));
    }
}
