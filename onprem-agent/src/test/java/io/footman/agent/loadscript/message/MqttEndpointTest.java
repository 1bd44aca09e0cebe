package io.footman.agent.loadscript.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.rest.RestFixture;
import io.footman.testkit.TestBroker;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the call of a load script to a real broker, by the agent's own connection. */
class MqttEndpointTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();
    private TestBroker broker;
    private Mqtt5AsyncClient subscriber;
    private RestFixture agent;

    @BeforeEach
    void start() {
        broker = new TestBroker(folder.resolve("broker")).start();
        listen();
        agent = agent();
        await().atMost(PATIENCE)
                .until(() -> agent.agent().part(MqttConnection.class).isReceiving());
    }

    @AfterEach
    void stop() {
        agent.close();
        subscriber.disconnect();
        broker.close();
    }

    @Test
    void publishesTheTextAndEchoesIt() {
        HttpResponse<String> answer =
                agent.put("/v4/mqttpublishmessage?wait=20", "{\"topic\":\"scripts/done\",\"message\":\"Größe 12 😀\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body())
                .startsWith("{\"topic\":\"scripts/done\",\"message\":\"Größe 12 😀\",\"id\":\"")
                .contains("\"state\":\"delivered\"");
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        assertThat(heard.get(0).getTopic()).hasToString("scripts/done");
        assertThat(text(heard.get(0))).isEqualTo("Größe 12 😀");
        assertThat(heard.get(0).isRetain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, AT_MOST_ONCE", "1, AT_LEAST_ONCE", "2, EXACTLY_ONCE"})
    void publishesWithTheQualityOfServiceThatIsAskedFor(String qos, MqttQos expected) {
        HttpResponse<String> answer = agent.put(
                "/v4/mqttpublishmessage?wait=20",
                "{\"topic\":\"scripts/done\",\"message\":\"m\",\"qos\":\"" + qos + "\"}");

        assertThat(answer.body()).contains("\"state\":\"delivered\"");
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        assertThat(heard.get(0).getQos()).isEqualTo(expected);
    }

    @Test
    void aNewcomerGetsARetainedText() {
        agent.put(
                "/v4/mqttpublishmessage?wait=20", "{\"topic\":\"scripts/last\",\"message\":\"m\",\"retain\":\"true\"}");
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        subscriber.disconnect().join();
        heard.clear();

        listen();

        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        assertThat(heard.get(0).isRetain()).isTrue();
    }

    @Test
    void aBrokerThatIsAwayLosesNothing() {
        broker.stop();
        HttpResponse<String> answer =
                agent.put("/v4/mqttpublishmessage?wait=1", "{\"topic\":\"scripts/done\",\"message\":\"late\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"state\":\"accepted\"");
        heard.clear();

        broker.start();
        listen();

        String location = answer.headers().firstValue("location").orElseThrow();
        await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> agent.get(location + "?wait=10").body().contains("\"state\":\"delivered\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scripts/+ | 400 | must not be empty or hold +, # or NUL",
                "scripts/# | 400 | must not be empty or hold +, # or NUL",
                "scripts/\\u0000 | 400 | NUL",
                "$SYS/broker | 403 | starts with $",
                "qscloud/app/reload/t | 403 | one that the agent listens to itself",
                "other/topic | 403 | footman.rest.mqtt.topics does not allow topic",
            })
    void refusesTopicsThatWouldDoHarm(String topic, int status, String message) {
        HttpResponse<String> answer =
                agent.put("/v4/mqttpublishmessage", "{\"topic\":\"" + topic + "\",\"message\":\"m\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"m\"} | body must have required property 'topic'",
                "{\"topic\":\"\",\"message\":\"m\"} | body/topic must not be empty",
                "{\"topic\":\"scripts/done\"} | body must have required property 'message'",
                "{\"topic\":\"scripts/done\",\"message\":{\"a\":1}} | body/message must be string",
                "{\"topic\":\"scripts/done\",\"message\":\"m\",\"qos\":3} | body/qos must be 0, 1 or 2",
                "{\"topic\":\"scripts/done\",\"message\":\"m\",\"retain\":\"perhaps\"} | body/retain must be boolean"
            })
    void namesTheFieldThatIsWrong(String body, String message) {
        HttpResponse<String> answer = agent.put("/v4/mqttpublishmessage", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"FST_ERR_VALIDATION\"", message);
    }

    @Test
    void namesTheLimitOfATextThatIsTooLarge() {
        HttpResponse<String> answer = agent.put(
                "/v4/mqttpublishmessage",
                "{\"topic\":\"scripts/done\",\"message\":\"" + "m".repeat(512 * 1024 + 1) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("body/message has 524289 bytes; at most 524288 are accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mqttPublishMessage", "/v2/mqttPublishMessage"})
    void theFirstButlersAddressesWork(String path) {
        HttpResponse<String> answer = agent.get(path + "?topic=scripts/done&message=a%20%26%20b&wait=20");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"topic\":\"scripts/done\",\"message\":\"a & b\"");
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        assertThat(text(heard.get(0))).isEqualTo("a & b");
    }

    private void listen() {
        subscriber = Mqtt5Client.builder()
                .serverHost("localhost")
                .serverPort(broker.port())
                .buildAsync();
        subscriber.connect().join();
        subscriber
                .subscribeWith()
                .topicFilter("scripts/#")
                .qos(MqttQos.EXACTLY_ONCE)
                .callback(heard::add)
                .send()
                .join();
    }

    private RestFixture agent() {
        return RestFixture.start(
                folder,
                "endpoints: [mqttPublishMessage, classicMqttPublishMessage, getMessage]\n"
                        + "mqtt: { topics: [\"scripts/#\", \"qscloud/#\"] }",
                "delivery: { first-wait: 100ms, longest-wait: 200ms }\n"
                        + "mqtt: { url: \"mqtt://localhost:" + broker.port() + "\", client-id: agent }\n"
                        + "qlik-cloud: { tenants: { acme: { id: t1, url: \"https://acme.example.com\" } } }\n"
                        + "destinations: { ops: { type: slack, url: \"http://127.0.0.1:1/x\" } }\nrules: []\n");
    }

    private static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }
}
