package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.slack.SlackWireRules;
import io.footman.agent.destination.teams.TeamsWireRules;
import io.footman.agent.intake.Publisher;
import io.footman.agent.qlik.cloud.FakeQlikCloud;
import io.footman.model.settings.SettingsFile;
import io.footman.model.signature.WebhookSignature;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent between a real broker, a real mail server and strict fakes of Qlik Cloud, Slack and Teams. */
class EndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final FakeQlikCloud cloud = FakeQlikCloud.http();
    private final FakeWebServer slack = FakeWebServer.http();
    private final FakeWebServer teams = FakeWebServer.http();
    private final FakeWebServer webhook = FakeWebServer.http();
    private TestBroker broker;
    private Publisher publisher;
    private Agent agent;

    @BeforeEach
    void start() throws Exception {
        mail.start();
        slack.answers(SlackWireRules::judge);
        teams.answers(TeamsWireRules::judge);
        webhook.answers(FakeWebServer.Answer.of(204, ""));
        broker = new TestBroker(folder.resolve("broker")).start();
        publisher = new Publisher(broker.port());
        agent = Agent.open(SettingsFile.parse(configuration(), "footman.yml", Map.of(), folder));
        agent.start();
        await().atMost(PATIENCE).until(() -> get("/prometheus").body().contains("footman_mqtt_connected 1.0"));
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        publisher.close();
        broker.close();
        List.of(slack, teams, webhook).forEach(FakeWebServer::close);
        cloud.close();
        mail.stop();
    }

    @Test
    void oneSignedEventBecomesFourMessages() throws Exception {
        byte[] event = golden("cloudevents-failure");
        publisher.publish(Publisher.TOPIC, event, sign(event)).join();
        awaitOneEach();

        assertThat(slack.last().body()).contains("Försäljning €");
        assertThat(teams.last().body()).contains("Försäljning €");
        assertThat(webhook.last().body()).contains("Försäljning €").contains(FakeQlikCloud.APP);
        assertThat(mail.getReceivedMessages()[0].getSubject()).contains("Försäljning €");
        assertThat(cloud.calls(FakeQlikCloud.LOG_PATH))
                .as("the log is fetched once for all")
                .isEqualTo(1);
    }

    @Test
    void forgedAndMalformedMessagesAreRefusedAndHurtNoNeighbour() throws Exception {
        byte[] event = golden("cloudevents-failure");
        publisher.publish(Publisher.TOPIC, event, "0".repeat(64)).join();
        publisher.unsigned(Publisher.TOPIC, event).join();
        publisher
                .publish(Publisher.TOPIC, "{".getBytes(StandardCharsets.UTF_8), sign(event))
                .join();
        publisher.publish(Publisher.TOPIC, event, sign(event)).join();
        awaitOneEach();
        assertThat(get("/prometheus").body()).contains("footman_intake_refused_total");
    }

    @Test
    void aMessageThatTheBrokerRepeatsIsToldOnce() throws Exception {
        byte[] appEvent = golden("cloudevents-failure");
        publisher.publish(Publisher.TOPIC, appEvent, sign(appEvent)).join();
        publisher.publish(Publisher.TOPIC, appEvent, sign(appEvent)).join();
        awaitOneEach();
    }

    @Test
    void tellsItsStateToOperators() throws Exception {
        byte[] event = golden("cloudevents-failure");
        publisher.publish(Publisher.TOPIC, event, sign(event)).join();
        awaitOneEach();
        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/health/readiness").body()).contains("\"journal\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/prometheus").body())
                        .contains("footman_intake_stored_total")
                        .contains("footman_events_routed_total{outcome=\"deliveries\"")
                        .contains(
                                "footman_deliveries_total{destination=\"ops-slack\",reason=\"none\",result=\"delivered\"")
                        .contains("footman_journal_dead_letters")
                        .contains("footman_lane_paused{destination=\"bi-mail\"} 0.0")
                        .doesNotContain("secret-token"));
    }

    private void awaitOneEach() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(slack.received()).hasSize(1);
            assertThat(teams.received()).hasSize(1);
            assertThat(webhook.received()).hasSize(1);
            assertThat(mail.getReceivedMessages()).hasSize(1);
        });
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String sign(byte[] body) {
        return new WebhookSignature(List.of(Publisher.SECRET)).sign(body);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file =
                EndToEndTest.class.getResourceAsStream("/golden/app-reload-finished/" + name + ".json")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private String configuration() {
        return """
                footman:
                  mqtt: { url: "mqtt://127.0.0.1:%d" }
                  qlik-cloud:
                    tenants:
                      acme: { id: %s, url: "%s", api-key: "%s", webhook-secrets: ["%s"] }
                  mail: { host: 127.0.0.1, port: %d, security: none, from: footman@example.com }
                  destinations:
                    ops-slack: { type: slack, url: "http://127.0.0.1:%d/services/T0/B0/secret-token" }
                    ops-teams: { type: teams, url: "http://127.0.0.1:%d/workflows/secret-token" }
                    bi-mail: { type: email, to: [bi-team@example.com] }
                    tickets: { type: webhook, url: "http://127.0.0.1:%d/hook", method: POST }
                  rules:
                    - { events: [app-reload-failed], to: [ops-slack, ops-teams, bi-mail, tickets] }
                  server: { port: 0 }
                """.formatted(
                        broker.port(),
                        Publisher.TENANT,
                        cloud.url(),
                        FakeQlikCloud.API_KEY,
                        Publisher.SECRET.reveal(),
                        mail.getSmtp().getPort(),
                        slack.port(),
                        teams.port(),
                        webhook.port());
    }
}
