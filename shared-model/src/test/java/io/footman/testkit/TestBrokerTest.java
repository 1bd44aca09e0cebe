package io.footman.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.footman.model.tls.Pem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBrokerTest {
    @TempDir
    Path folder;

    @Test
    void keepsMessagesForAnOfflineSubscriberOverARestart() throws Exception {
        try (TestBroker broker = new TestBroker(folder).start()) {
            Mqtt5BlockingClient subscriber = client(broker, "subscriber").buildBlocking();
            subscriber
                    .connectWith()
                    .cleanStart(false)
                    .sessionExpiryInterval(3600)
                    .send();
            subscriber
                    .subscribeWith()
                    .topicFilter("a/#")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            subscriber.disconnect();
            publish(client(broker, "publisher").buildBlocking());

            broker.stop();
            broker.start();

            try (var publishes = subscriber.publishes(MqttGlobalPublishFilter.ALL)) {
                subscriber
                        .connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(3600)
                        .send();
                assertThat(publishes.receive(10, TimeUnit.SECONDS))
                        .hasValueSatisfying(
                                message -> assertThat(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                                        .isEqualTo("hello"));
            }
            subscriber.disconnect();
        }
    }

    @Test
    void refusesWrongUsers() {
        try (TestBroker broker =
                new TestBroker(folder).withUser("anna", "secret").start()) {
            publish(client(broker, "right")
                    .simpleAuth()
                    .username("anna")
                    .password("secret".getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth()
                    .buildBlocking());
            Mqtt5BlockingClient wrong = client(broker, "wrong")
                    .simpleAuth()
                    .username("anna")
                    .password("guess".getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth()
                    .buildBlocking();

            assertThatThrownBy(wrong::connect).hasMessageContaining("CONNACK");
        }
    }

    @Test
    void wantsAClientCertificateWhenToldSo() {
        TestCertificates certificates = TestCertificates.create(folder);
        try (TestBroker broker =
                new TestBroker(folder).withClientCertificates(certificates).start()) {
            MqttClientSslConfig trustOnly = MqttClientSslConfig.builder()
                    .trustManagerFactory(Pem.trust(certificates.ca()))
                    .build();
            MqttClientSslConfig both = trustOnly
                    .extend()
                    .keyManagerFactory(Pem.identity(certificates.client(), certificates.clientKey(), Optional.empty()))
                    .build();

            publish(client(broker, "with").sslConfig(both).buildBlocking());
            assertThatThrownBy(() -> client(broker, "without")
                            .sslConfig(trustOnly)
                            .buildBlocking()
                            .connect())
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void stalledProxyCarriesNothingUntilItResumes() {
        try (TestBroker broker = new TestBroker(folder).start();
                TcpProxy proxy = new TcpProxy(broker.port())) {
            var client = client(broker, "p").serverPort(proxy.port()).buildAsync();
            client.connect().join();
            proxy.stall();
            var acknowledged = client.publishWith()
                    .topic("a/b")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(new byte[1])
                    .send();
            assertThat(acknowledged).isNotDone();
            assertThatThrownBy(() -> acknowledged.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(Exception.class);

            proxy.resume();

            assertThat(acknowledged).succeedsWithin(java.time.Duration.ofSeconds(10));
            client.disconnect().join();
        }
    }

    private static void publish(Mqtt5BlockingClient client) {
        client.connect();
        client.publishWith()
                .topic("a/b")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("hello".getBytes(StandardCharsets.UTF_8))
                .send();
        client.disconnect();
    }

    private static Mqtt5ClientBuilder client(TestBroker broker, String id) {
        return Mqtt5Client.builder().identifier(id).serverHost("localhost").serverPort(broker.port());
    }
}
