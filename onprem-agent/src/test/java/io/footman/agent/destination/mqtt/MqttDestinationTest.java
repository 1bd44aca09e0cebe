package io.footman.agent.destination.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationContractTest;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.SenseAlerts;
import io.footman.agent.destination.TaskAlerts;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttDestinationTest extends DestinationContractTest {
    private static final EventKind RELOAD_FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final EventKind RELOAD_ABORTED = EventKind.of(TaskType.RELOAD, TaskOutcome.ABORTED);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path brokerFolder;

    private static TestBroker broker;

    private Subscriber subscriber;

    @BeforeAll
    static void startBroker() {
        broker = new TestBroker(brokerFolder).withUser("footman", TOKEN).start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void subscribe() {
        subscriber = new Subscriber(settings());
    }

    @AfterEach
    void unsubscribe() {
        subscriber.close();
    }

    @Override
    protected DestinationType type() {
        return new MqttType(parts.templates, parts.meters);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("type", "mqtt", "url", broker.url(), "username", "footman", "password", TOKEN);
    }

    @Override
    protected void receiverAccepts() {
        // The broker always does.
    }

    @Override
    protected String lastMessage() {
        StringBuilder texts = new StringBuilder();
        collect(json(subscriber.lastFull()), texts);
        return texts.toString();
    }

    @Override
    protected String lastMessageAbout(EventKind kind) {
        boolean task = SenseAlerts.taskKinds().anyMatch(kind::equals);
        return task ? lastMessage() : Subscriber.text(subscriber.last());
    }

    @Override
    protected String lastIdentification() {
        return subscriber.lastFull().getUserProperties().asList().stream()
                .filter(property -> property.getName().toString().equals("idempotency-key"))
                .map(property -> property.getValue().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void publishesTheTaskNameAndButlersFieldsForAFailedReload() throws IOException {
        try (Destination destination = open(Map.of())) {
            SendResult result = destination.send(TaskAlerts.task(RELOAD_FAILED).build());

            assertThat(result)
                    .isEqualTo(new SendResult.Delivered(
                            "PUBACK for qliksense/task_failure and qliksense/task_failure_full"));
            List<Mqtt5Publish> messages = subscriber.messages();
            assertThat(messages)
                    .extracting(message -> message.getTopic().toString())
                    .containsExactlyInAnyOrder("qliksense/task_failure", "qliksense/task_failure_full");
            assertThat(messages).allMatch(message -> message.getQos() == MqttQos.AT_LEAST_ONCE && !message.isRetain());
            assertThat(Subscriber.text(subscriber.on("qliksense/task_failure"))).isEqualTo("Reload of Sales");
            Mqtt5Publish full = subscriber.on("qliksense/task_failure_full");
            JsonNode expected = JSON.readTree("""
                    {"hostName":"pro2-win1","user":"INTERNAL\\\\sa_scheduler","taskName":"Reload of Sales",
                    "taskId":"210832b5-6174-4572-bd19-3e61eda675ef","appName":"Sales",
                    "appId":"e7af59a0-c243-480d-9571-08727551a66f","logTimeStamp":"2026-11-20 09:15:30,123",
                    "logLevel":"WARN","executionId":"4dd1c2f5-8c4e-4a0a-b0a7-4f3b1c2d9e10",
                    "logMessage":"Message from ReloadProvider: Reload failed; see the log",
                    "qs_appTags":["Finance","Test"],
                    "qs_appCustomProperties":[{"name":"Department","value":"Finance"}],
                    "qs_taskTags":["Night run"],"qs_taskCustomProperties":[{"name":"Alert","value":"Yes"}],
                    "qs_taskMetadata":{"id":"210832b5-6174-4572-bd19-3e61eda675ef","maxRetries":2,"enabled":true}}
                    """);
            assertThat(json(full)).isEqualTo(expected);
            assertThat(json(full).fieldNames()).toIterable().containsExactlyElementsOf(expected::fieldNames);
            assertThat(full.getContentType().orElseThrow()).hasToString("application/json");
        }
    }

    @Test
    void addsTheAppsMetadataForAnAbortedReload() {
        try (Destination destination = open(Map.of())) {
            destination.send(TaskAlerts.task(RELOAD_ABORTED).build());

            assertThat(subscriber.messages())
                    .extracting(message -> message.getTopic().toString())
                    .containsExactlyInAnyOrder("qliksense/task_aborted", "qliksense/task_aborted_full");
            assertThat(json(subscriber.lastFull())
                            .at("/qs_appMetadata/fileSize")
                            .asInt())
                    .isEqualTo(4711);
            assertThat(json(subscriber.lastFull()).at("/qs_taskMetadata/id").asText())
                    .isEqualTo(TaskAlerts.TASK_ID);
        }
    }

    @Test
    void keepsEveryFieldWhereNothingWasLookedUpAndSaysWhatIsMissing() {
        try (Destination destination = open(Map.of())) {
            destination.send(TaskAlerts.task(EventKind.ofUnknownTask(TaskOutcome.FAILED))
                    .without("appName", "appId", "appTags", "taskTags", "taskMetadata", "taskCustomProperties")
                    .gaps("The task could not be looked up: QRS did not answer.")
                    .build());

            assertThat(subscriber.lastFull().getTopic()).hasToString("qliksense/task_failure_full");
            JsonNode full = json(subscriber.lastFull());
            assertThat(full.get("appName").asText()).isEmpty();
            assertThat(full.get("qs_taskTags")).isEmpty();
            assertThat(full.get("qs_taskMetadata").isObject()).isTrue();
            assertThat(full.get("eventKind").asText()).isEqualTo("task-failed");
            assertThat(full.at("/notes/0").asText()).contains("QRS did not answer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reload-task-succeeded, qliksense/task_success, qliksense/task_success_full",
        "external-program-failed, qliksense/external-program-failed, qliksense/external-program-failed_full",
        "distribute-succeeded, qliksense/distribute-succeeded, qliksense/distribute-succeeded_full",
        "app-reload-failed, qliksense/event/app-reload-failed, qliksense/event/app-reload-failed_full",
        "com.qlik.app/+#, qliksense/event/com.qlik.app___, qliksense/event/com.qlik.app____full"
    })
    void hasTopicsForEveryKindOfEvent(String kind, String brief, String full) {
        try (Destination destination = open(Map.of())) {
            destination.send(TaskAlerts.task(new EventKind(kind)).build());

            assertThat(subscriber.messages())
                    .extracting(message -> message.getTopic().toString())
                    .containsExactlyInAnyOrder(brief, full);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "session-started, qliksense/session/start",
        "session-stopped, qliksense/session/stop",
        "connection-opened, qliksense/connection/open",
        "connection-closed, qliksense/connection/close"
    })
    void publishesUserActivityAsButlerDid(String kind, String topic) {
        try (Destination destination = open(Map.of())) {
            destination.send(TaskAlerts.userActivity(new EventKind(kind)).build());

            assertThat(subscriber.messages()).hasSize(1);
            assertThat(subscriber.last().getTopic()).hasToString(topic);
            assertThat(Subscriber.text(subscriber.last())).isEqualTo("pro2-win1: LAB/göran");
        }
    }

    @Test
    void publishesWhereConfiguredAndWhatIsConfigured() {
        Map<String, Object> topics = Map.of(
                "reload-task-failed", Map.of("short", "bi/failed", "full", ""),
                "reload-task-aborted", Map.of("short", false));
        try (Destination destination = open(Map.of("topics", topics, "retain", true))) {
            destination.send(TaskAlerts.task(RELOAD_FAILED).build());
            destination.send(TaskAlerts.task(RELOAD_ABORTED).build());

            assertThat(subscriber.messages())
                    .extracting(message -> message.getTopic().toString())
                    .containsExactly("bi/failed", "qliksense/task_aborted_full");
        }
        try (Subscriber newcomer = new Subscriber(settings(), Mqtt5RetainHandling.SEND)) {
            assertThat(newcomer.messages())
                    .extracting(message -> message.getTopic().toString())
                    .contains("bi/failed", "qliksense/task_aborted_full")
                    .doesNotContain("qliksense/task_failure");
        }
        try (Destination destination = open(Map.of("full", false))) {
            destination.send(TaskAlerts.task(RELOAD_FAILED).build());
            assertThat(subscriber.last().getTopic()).hasToString("qliksense/task_failure");
        }
    }

    @Test
    void publishesWhatATemplateMakes() throws IOException {
        Files.writeString(folder.resolve("line.hbs"), "{{taskName}} on {{hostName}}");
        try (Destination destination = open(Map.of("template", "line.hbs", "content-type", "text/plain"))) {
            destination.send(TaskAlerts.task(RELOAD_FAILED).build());

            assertThat(Subscriber.text(subscriber.lastFull())).isEqualTo("Reload of Sales on pro2-win1");
            assertThat(subscriber.lastFull().getContentType().orElseThrow()).hasToString("text/plain");
        }
    }

    @Test
    void leavesMetadataOutOfAMessageThatWouldBeTooLarge() {
        try (Destination destination = open(Map.of("largest-message", "4KB"))) {
            destination.send(TaskAlerts.task(RELOAD_FAILED)
                    .with("taskMetadata", Map.of("text", "x".repeat(5_000)))
                    .build());

            JsonNode full = json(subscriber.lastFull());
            assertThat(full.get("qs_taskMetadata")).isEmpty();
            assertThat(full.at("/notes/0").asText()).contains("larger than 4096 bytes");
            assertThat(full.get("logMessage").asText()).endsWith("see the log");
        }
    }

    @Test
    void tellsWhetherItIsConnected() {
        try (Destination destination = open(Map.of())) {
            assertThat(connected()).isZero();
            send(destination, Alerts.failedReload());
            assertThat(connected()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"NOT_AUTHORIZED, AUTH", "TOPIC_NAME_INVALID, CLIENT_ERROR", "PAYLOAD_FORMAT_INVALID, CLIENT_ERROR"})
    void givesUpWhereTryingAgainCannotHelp(Mqtt5PubAckReasonCode code, FailureReason reason) {
        assertPermanent(PublishResults.refused(code, "qliksense/task_failure"), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTA_EXCEEDED, RATE_LIMITED",
        "UNSPECIFIED_ERROR, SERVER_ERROR",
        "IMPLEMENTATION_SPECIFIC_ERROR, SERVER_ERROR",
        "PACKET_IDENTIFIER_IN_USE, SERVER_ERROR"
    })
    void triesAgainWhereThatMayHelp(Mqtt5PubAckReasonCode code, FailureReason reason) {
        assertRetryable(PublishResults.refused(code, "qliksense/task_failure"), reason);
    }

    private double connected() {
        return parts.meters
                .get("footman.destination.connected")
                .tag("destination", "ops")
                .gauge()
                .value();
    }

    private static JsonNode json(Mqtt5Publish message) {
        try {
            return JSON.readTree(message.getPayloadAsBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(JsonNode node, StringBuilder texts) {
        if (node.isValueNode()) {
            texts.append(node.asText()).append('\n');
        }
        node.forEach(child -> collect(child, texts));
    }
}
