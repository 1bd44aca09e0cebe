package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.slack.SlackWireRules;
import io.footman.agent.intake.udp.Sender;
import io.footman.agent.intake.udp.UdpDoor;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.FakeTask.Execution;
import io.footman.agent.qlik.repository.Trouble;
import io.footman.model.settings.SettingsFile;
import io.footman.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a message asks for a task, the task is started, its end comes back as a datagram, people are told. */
class StartTasksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = "qliksense/start_task";
    private static final String REPLIES = "erp/answers";

    @TempDir
    Path folder;

    private final FakeWebServer slack = FakeWebServer.http();
    private final List<Mqtt5Publish> replies = new CopyOnWriteArrayList<>();
    private FakeQrs qrs;
    private TestBroker broker;
    private Mqtt5AsyncClient upstream;
    private Agent agent;

    @BeforeEach
    void start() throws Exception {
        slack.answers(SlackWireRules::judge);
        qrs = FakeQrs.start(FakeCertificates.create(folder.resolve("certs")));
        qrs.site()
                .add(FakeTask.of(FakeTask.RELOAD, FakeSite.RELOAD_TASK, "Reload sales")
                        .withApp(FakeSite.SALES_APP)
                        .withTags("Startable")
                        .withExecutions(Execution.of(1, FakeTask.Status.FINISHED_SUCCESS)));
        broker = new TestBroker(folder.resolve("broker")).start();
        agent = Agent.open(SettingsFile.parse(configuration(), "footman.yml", Map.of(), folder));
        agent.start();
        await().atMost(PATIENCE).until(() -> agent.part(MqttConnection.class).isReceiving());
        upstream = Mqtt5Client.builder()
                .serverHost("localhost")
                .serverPort(broker.port())
                .buildAsync();
        upstream.connect().join();
        upstream.subscribeWith()
                .topicFilter(REPLIES)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(replies::add)
                .send()
                .join();
    }

    @AfterEach
    void stop() {
        agent.close();
        upstream.disconnect().join();
        broker.close();
        slack.close();
        qrs.close();
    }

    @Test
    void aMessageStartsATaskWhoseEndIsTold() throws Exception {
        request("{\"taskIds\":[\"" + FakeSite.RELOAD_TASK + "\"],\"correlationId\":\"order-7\",\"replyTopic\":\""
                + REPLIES + "\"}");

        await().atMost(PATIENCE).until(() -> qrs.started().equals(List.of(FakeSite.RELOAD_TASK)));
        await().atMost(PATIENCE).until(() -> replies.size() == 1);
        JsonNode reply = json(replies.get(0));
        assertThat(reply.path("correlationId").asText()).isEqualTo("order-7");
        assertThat(reply.path("taskId").asText()).isEqualTo(FakeSite.RELOAD_TASK);
        assertThat(reply.path("taskName").asText()).isEqualTo("Reload sales");
        assertThat(reply.path("result").asText()).isEqualTo("started");
        assertThat(reply.path("time").asText()).startsWith("20");

        // The scheduler's part: what it logs when the task that was started has ended.
        try (Sender scheduler = new Sender(agent.part(UdpDoor.class).taskEventsPort())) {
            scheduler.send("/scheduler-task-success//;sense1;Reload sales;Försäljning €;LAB\\jdoe;"
                    + qrs.started().get(0)
                    + ";" + FakeSite.SALES_APP + ";2026-11-20 08:15:31,123;INFO;4bf1c1f3-8f1e-4c0e-9b61-3a5f6a0d1f55;"
                    + "Execution State Change to FinishedSuccess");
        }
        await().atMost(PATIENCE).until(() -> slack.received().size() == 1);
        assertThat(slack.last().body()).contains("Reload sales");
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void aRefusedTaskIsToldToTheSenderAndToPeople() throws Exception {
        byte[] correlation = {1, 2, 3};
        upstream.publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(FakeSite.PROGRAM_TASK.getBytes(StandardCharsets.UTF_8))
                .responseTopic(REPLIES)
                .correlationData(correlation)
                .send()
                .join();

        await().atMost(PATIENCE)
                .until(() -> replies.size() == 1 && slack.received().size() == 1);
        assertThat(json(replies.get(0)).path("result").asText()).isEqualTo("refused");
        assertThat(json(replies.get(0)).path("reason").asText()).contains("footman.start-tasks.allow");
        byte[] returned = new byte[correlation.length];
        replies.get(0).getCorrelationData().orElseThrow().get(returned);
        assertThat(returned).isEqualTo(correlation);
        assertThat(slack.last().body()).contains("Fetch rates");
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void aPlainTaskIdIsEnoughAndARepositoryInTroubleIsTriedAgain() {
        qrs.troubled(Trouble.status(503).onFirst(3));

        request(FakeSite.RELOAD_TASK);

        await().atMost(PATIENCE).until(() -> qrs.started().equals(List.of(FakeSite.RELOAD_TASK)));
    }

    @Test
    void aNamedRequestThatComesTwiceStartsItsTaskOnce() {
        String named = "{\"taskId\":\"" + FakeSite.RELOAD_TASK + "\",\"correlationId\":\"order-7\"}";
        request(named);
        request(named);
        String last = "{\"taskId\":\"" + FakeSite.RELOAD_TASK + "\",\"correlationId\":\"order-8\",\"replyTopic\":\""
                + REPLIES + "\"}";
        request(last);

        await().atMost(PATIENCE)
                .until(() -> replies.size() == 1 && qrs.started().size() >= 2);
        assertThat(qrs.started()).hasSize(2);
    }

    private void request(String payload) {
        upstream.publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send()
                .join();
    }

    private static JsonNode json(Mqtt5Publish message) throws Exception {
        return JsonMapper.builder().build().readTree(message.getPayloadAsBytes());
    }

    private String configuration() {
        return """
                footman:
                  mqtt: { url: "mqtt://127.0.0.1:%d" }
                  udp:
                    host: 127.0.0.1
                    task-events: { port: 0 }
                    user-events: { enabled: false }
                  qlik-sense: { repository: "%s", certificates: certs }
                  start-tasks:
                    allow: { tags: [Startable] }
                  destinations:
                    ops-slack: { type: slack, url: "http://127.0.0.1:%d/services/T0/B0/secret-token" }
                  rules:
                    - { events: [reload-task-succeeded, task-start-refused], to: [ops-slack] }
                  delivery: { first-wait: 50ms }
                  server: { port: 0 }
                """.formatted(broker.port(), qrs.url(), slack.port());
    }
}
