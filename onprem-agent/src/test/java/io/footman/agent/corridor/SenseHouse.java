package io.footman.agent.corridor;

import static org.awaitility.Awaitility.await;

import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything around an agent that watches a client-managed site: the repository's double, a broker, and four destinations
 * that count. Each part can fail. The agent itself is the test's.
 */
final class SenseHouse implements AutoCloseable {
    static final String SLACK = "ops-slack";
    static final String MAIL = "ops-mail";
    static final String WEBHOOK = "ops-hook";
    static final String MQTT = "ops-mqtt";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final FakeQrs qrs;
    private final TestBroker broker;
    private final MqttSink mqtt;
    private final WebSink slack = new WebSink();
    private final WebSink webhook = new WebSink();
    private final MailSink mail = new MailSink();
    private final UdpSender sender = new UdpSender();
    private final int udp = UdpSender.freePort();
    private final int http = TestBroker.freePort();
    private final HttpClient client = HttpClient.newHttpClient();

    SenseHouse(Path folder) {
        this.folder = folder;
        qrs = FakeQrs.start(folder.resolve("certs"));
        qrs.site().knowingEveryId();
        broker = new TestBroker(folder.resolve("broker")).start();
        mqtt = new MqttSink(broker.port());
    }

    FakeQrs qrs() {
        return qrs;
    }

    TestBroker broker() {
        return broker;
    }

    WebSink slack() {
        return slack;
    }

    WebSink webhook() {
        return webhook;
    }

    MailSink mail() {
        return mail;
    }

    /** What each destination accepted, by its name. */
    Map<String, Receipts> receipts() {
        Map<String, Receipts> all = new LinkedHashMap<>();
        all.put(SLACK, slack.receipts());
        all.put(MAIL, mail.receipts());
        all.put(WEBHOOK, webhook.receipts());
        all.put(MQTT, mqtt.receipts());
        return all;
    }

    /** Sends the numbered failures as a burst. */
    void fail(int first, int count) {
        for (int i = 0; i < count; i++) {
            sender.send(udp, TaskMessage.failed(first + i));
        }
    }

    /** The value of a metric of the agent, 0 while it is not told. @param line its beginning, labels included */
    int metric(String line) {
        Matcher value = Pattern.compile("^" + Pattern.quote(line) + " ([0-9.]+)", Pattern.MULTILINE)
                .matcher(get("/prometheus"));
        return value.find() ? (int) Double.parseDouble(value.group(1)) : 0;
    }

    /** Waits until the agent lets events in. */
    void awaitReady() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get("/health/readiness").contains("UP"));
    }

    private String get(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes {@code footman.yml}: all failed tasks go to all four destinations. Retries come soon.
     *
     * @param patience how long the agent waits for an answer of the repository, Slack and the webhook
     */
    Path configuration(String patience) {
        try {
            return Files.writeString(folder.resolve("footman.yml"), text(patience));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String patience) {
        return """
                footman:
                  udp:
                    host: 127.0.0.1
                    task-events: { port: %d }
                    user-events: { enabled: false }
                  qlik-sense:
                    name: site
                    repository: "%s"
                    certificates: certs
                    user: INTERNAL\\sa_api
                    timeout: %s
                  mail: { host: 127.0.0.1, port: %d, security: none, from: footman@example.com }
                  destinations:
                    ops-slack: { type: slack, url: "%s", timeout: %s }
                    ops-mail: { type: email, to: [ops@example.com] }
                    ops-hook: { type: webhook, url: "%s", method: POST, timeout: %s }
                    ops-mqtt:
                      type: mqtt
                      url: "%s"
                      topics: { reload-task-failed: { short: false, full: %s } }
                  rules:
                    - { events: [reload-task-failed], to: [ops-slack, ops-mail, ops-hook, ops-mqtt] }
                  delivery: { first-wait: 200ms, longest-wait: 1s }
                  journal: { file: footman.db }
                  server: { port: %d }
                """.formatted(
                        udp,
                        qrs.url(),
                        patience,
                        mail.port(),
                        slack.url(),
                        patience,
                        webhook.url(),
                        patience,
                        broker.url(),
                        MqttSink.TOPIC,
                        http);
    }

    @Override
    public void close() throws IOException {
        sender.close();
        slack.close();
        webhook.close();
        mail.close();
        mqtt.close();
        broker.close();
        qrs.close();
    }
}
