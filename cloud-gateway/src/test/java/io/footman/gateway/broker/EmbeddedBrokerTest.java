package io.footman.gateway.broker;

import static io.footman.gateway.kit.Call.SECRET;
import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.footman.gateway.kit.Configured;
import io.footman.gateway.kit.NettyDriver;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.tls.Pem;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DMZ mode: gateway and broker in one process. */
class EmbeddedBrokerTest {
    private static final int MANY = 50;

    @TempDir
    Path folder;

    private final int port = TestBroker.freePort();

    @Test
    void keepsEverythingForASubscriberThatIsAway() throws Exception {
        Mqtt5BlockingClient agent = client().buildBlocking();
        try (NettyDriver gateway = gateway("")) {
            subscribe(agent, "qscloud/#");
            agent.disconnect();
            for (int i = 0; i < MANY; i++) {
                assertThat(gateway.send(signed(event())).status()).isEqualTo(200);
            }
        }
        try (NettyDriver restarted = gateway("");
                var messages = agent.publishes(MqttGlobalPublishFilter.ALL)) {
            connect(agent);

            for (int i = 0; i < MANY; i++) {
                assertThat(messages.receive(10, TimeUnit.SECONDS)).isPresent();
            }
            agent.disconnect();
            assertThat(restarted.uri()).isNotNull();
        }
    }

    @Test
    void letsUsersDoWhatTheirRightsSayAndNothingElse() throws Exception {
        String users = "users: { agent: { password: agent-password, subscribe: ['qscloud/#'] },"
                + " writer: { password: writer-password, publish: ['other/#'] } }";
        try (NettyDriver gateway = gateway(users)) {
            Mqtt5BlockingClient agent = login("agent", "agent-password");
            subscribe(agent, "qscloud/#");
            try (var messages = agent.publishes(MqttGlobalPublishFilter.ALL)) {
                assertThat(gateway.send(signed(event())).status()).isEqualTo(200);
                assertThat(messages.receive(10, TimeUnit.SECONDS)).isPresent();
            }
            assertThatThrownBy(() -> publish(agent, "qscloud/app/reload/x")).isInstanceOf(RuntimeException.class);
            Mqtt5BlockingClient writer = login("writer", "writer-password");
            connect(writer);
            assertThatThrownBy(() -> subscribe(writer, "#")).isInstanceOf(RuntimeException.class);
            Mqtt5BlockingClient stranger = login("agent", "wrong");
            assertThatThrownBy(() -> connect(stranger)).hasMessageContaining("CONNACK");
            assertThatThrownBy(() -> connect(client().buildBlocking())).hasMessageContaining("CONNACK");
        }
    }

    @Test
    void speaksTlsWithPemFiles() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        String tls = "certificate: %s, key: %s".formatted(certificates.server(), certificates.serverKey());
        try (NettyDriver gateway = gateway(tls)) {
            Mqtt5BlockingClient agent = client().sslConfig(MqttClientSslConfig.builder()
                            .trustManagerFactory(Pem.trust(certificates.ca()))
                            .build())
                    .buildBlocking();
            subscribe(agent, "qscloud/#");
            try (var messages = agent.publishes(MqttGlobalPublishFilter.ALL)) {
                assertThat(gateway.send(signed(event())).status()).isEqualTo(200);
                assertThat(messages.receive(10, TimeUnit.SECONDS)).isPresent();
            }
            agent.disconnect();
        }
    }

    @Test
    void tellsTheSenderWhenNobodyWouldGetTheEvent() {
        try (NettyDriver gateway = gateway("")) {
            assertThat(gateway.send(signed(event())).status()).isEqualTo(503);

            Mqtt5BlockingClient agent = client().buildBlocking();
            subscribe(agent, "qscloud/#");
            agent.disconnect();

            assertThat(gateway.send(signed(event())).status()).isEqualTo(200);
        }
    }

    @Test
    void namesATakenPortAndItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> gateway(""))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("footman.broker.port")
                    .hasMessageContaining(String.valueOf(port));
        }
    }

    private NettyDriver gateway(String more) {
        return new NettyDriver(Configured.by("""
                footman:
                  server: { host: 127.0.0.1, port: 0 }
                  qlik-cloud: { secrets: [%s] }
                  broker: { embedded: true, port: %d, data: %s, %s }
                """.formatted(SECRET, port, folder.resolve("broker"), more)));
    }

    private Mqtt5ClientBuilder client() {
        return Mqtt5Client.builder().identifier("agent").serverHost("localhost").serverPort(port);
    }

    private Mqtt5BlockingClient login(String name, String password) {
        return client().identifier(name)
                .simpleAuth()
                .username(name)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
    }

    private static void connect(Mqtt5BlockingClient client) {
        client.connectWith().cleanStart(false).sessionExpiryInterval(3600).send();
    }

    private static void subscribe(Mqtt5BlockingClient client, String filter) {
        if (!client.getState().isConnected()) {
            connect(client);
        }
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    private static void publish(Mqtt5BlockingClient client, String topic) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(new byte[1])
                .send();
    }
}
