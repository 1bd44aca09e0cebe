package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.slack.SlackWireRules;
import io.footman.agent.destination.teams.TeamsWireRules;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.rest.RestFixture;
import io.footman.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageSubsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> TEXTS =
            NastyValues.texts().stream().filter(text -> !text.isBlank()).toList();

    @TempDir
    Path folder;

    private final FakeWebServer slack = FakeWebServer.http();
    private final FakeWebServer teams = FakeWebServer.http();
    private final FakeWebServer newRelic = FakeWebServer.http();
    private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();
    private TestBroker broker;
    private Mqtt5AsyncClient subscriber;
    private RestFixture agent;
    private LoadScript script;

    @BeforeEach
    void start() {
        slack.answers(SlackWireRules::judge);
        teams.answers(TeamsWireRules::judge);
        newRelic.answers(request -> Answer.of(request.path().contains("metric") ? 202 : 200, "{}"));
        broker = new TestBroker(folder.resolve("broker")).start();
        listen();
        agent = RestFixture.start(
                folder,
                """
                rate-limit: 0
                endpoints: [slackPostMessage, teamsPostMessage, mqttPublishMessage, postNewRelicMetric, postNewRelicEvent, getMessage]
                slack: { url: "http://127.0.0.1:%d/services/x" }
                teams: { url: "http://127.0.0.1:%d/workflow" }
                mqtt: { topics: ["scripts/#"] }
                new-relic:
                  metric-url: "http://127.0.0.1:%3$d/metric/v1"
                  event-url: "http://127.0.0.1:%3$d/"
                  accounts: { main: { id: 1234567, insert-key: key-of-main-account } }
                """.formatted(slack.port(), teams.port(), newRelic.port()),
                "mqtt: { url: \"mqtt://localhost:" + broker.port() + "\", client-id: agent }\n"
                        + "qlik-cloud: { tenants: { acme: { id: t1, url: \"https://acme.example.com\" } } }\n"
                        + "destinations: { ops: { type: slack, url: \"http://127.0.0.1:1/x\" } }\nrules: []\n");
        await().atMost(PATIENCE)
                .until(() -> agent.agent().part(MqttConnection.class).isReceiving());
        script = new LoadScript(agent.port()).mayLack("detail");
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
                .callback(heard::add)
                .send()
                .join();
    }

    @AfterEach
    void stop() {
        script.close();
        agent.close();
        subscriber.disconnect().join();
        broker.close();
        slack.close();
        teams.close();
        newRelic.close();
    }

    @Test
    void textsArriveInSlack() {
        for (String text : TEXTS) {
            String echo = script.call(
                            "PostToSlack", "etl", text.substring(0, Math.min(text.length(), 100)), text, ":tada:")
                    .get(0)
                    .body();
            delivered();

            assertThat(LoadScript.json(echo).path("msg").asText()).isEqualTo(text);
            assertThat(LoadScript.json(slack.last().body()).path("channel").asText())
                    .isEqualTo("#etl");
            assertThat(text)
                    .startsWith(LoadScript.json(slack.last().body())
                            .at("/blocks/0/text/text")
                            .asText());
        }
    }

    @Test
    void aChannelKeepsItsSign() {
        for (String channel : List.of("#etl", "@anna")) {
            script.call("PostToSlack", channel, "Sales", "Loaded", "");
            delivered();

            assertThat(LoadScript.json(slack.last().body()).path("channel").asText())
                    .isEqualTo(channel);
        }
    }

    @Test
    void textsArriveInTeams() {
        for (String text : TEXTS) {
            String echo =
                    script.call("PostToTeams", "Sales \"app\"", text).get(0).body();
            delivered();

            assertThat(LoadScript.json(echo).path("msg").asText()).isEqualTo(text);
            assertThat(LoadScript.json(echo).path("title").asText()).isEqualTo("Sales \"app\"");
            assertThat(teams.received()).isNotEmpty();
        }
    }

    @Test
    void textsArriveInMqtt() {
        List<String> sent = new ArrayList<>();
        for (String text : TEXTS) {
            script.call("PostToMQTT", "scripts/a \"b\" Ü;$(x)", text);
            delivered();
            sent.add(text);
        }

        await().atMost(PATIENCE).until(() -> heard.size() == sent.size());
        assertThat(heard)
                .extracting(message -> new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(sent);
        assertThat(heard).allSatisfy(message -> assertThat(message.getTopic()).hasToString("scripts/a \"b\" Ü;$(x)"));
    }

    @Test
    void attributesArriveInNewRelic() {
        for (String text : NastyValues.NAMES) {
            script.templates().table(field -> field.endsWith(".Name") ? "note" : text);
            script.call("PostNewRelicMetric", "rows of " + text, "3,5", "Attributes");
            delivered();
            assertThat(LoadScript.json(newRelic.last().body())
                            .at("/0/metrics/0/name")
                            .asText())
                    .isEqualTo("rows of " + text);
            assertThat(LoadScript.json(newRelic.last().body())
                            .at("/0/metrics/0/value")
                            .asDouble())
                    .isEqualTo(3.5);
            assertThat(LoadScript.json(newRelic.last().body())
                            .at("/0/common/attributes/note")
                            .asText())
                    .isEqualTo(text);

            script.call("PostNewRelicEvent", "LoadEnded", "Attributes");
            delivered();
            assertThat(LoadScript.json(newRelic.last().body()).path("note").asText())
                    .isEqualTo(text);
        }
    }

    @Test
    void attributesMayBeLeftOut() {
        script.callSmallest("PostNewRelicMetric", "rows", 12L);
        script.callSmallest("PostNewRelicEvent", "LoadEnded");

        await().atMost(PATIENCE).until(() -> newRelic.received().size() == 2);
    }

    private void delivered() {
        script.call("GetMessageState", script.variable("vFootmanMessageId"), 20L, "vState");

        assertThat(script.variable("vState")).isEqualTo("delivered");
    }
}
