package io.footman.benchmark;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.footman.model.mqtt.MessageProperties;
import io.footman.model.settings.Secret;
import io.footman.model.signature.WebhookSignature;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** MQTT events through journal, look-ups and delivery to a Slack sink: rate of a large burst, and time of a single one. */
final class AgentBenchmark {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int WARM_UP_EVENTS = 3_000;
    private static final int BURST_EVENTS = 20_000;
    private static final int SINGLE_EVENTS = 300;
    private static final int ALL = WARM_UP_EVENTS + BURST_EVENTS + SINGLE_EVENTS;
    private static final int FLOOR_PER_SECOND = 500;
    private static final double CEILING_P50_MILLIS = 15;
    private static final long PATIENCE_SECONDS = 240;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Bench bench;
    private final Table table;
    private final WebhookSignature signature = new WebhookSignature(List.of(new Secret(SECRET)));
    private final Arrivals arrivals = new Arrivals(ALL);

    AgentBenchmark(Bench bench, Table table) {
        this.bench = bench;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        Path home = bench.subfolder("agent");
        int port = TestBroker.freePort();
        try (Broker broker = Broker.start(bench.subfolder("broker"));
                Receivers receivers = new Receivers(arrivals);
                ChildProcess agent = bench.application(
                        "agent", "onprem-agent", home, configuration(port, broker, receivers.port()), List.of())) {
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            Wait.untilHealthy(agent, health, bench.tls(), START_PATIENCE);
            Mqtt5AsyncClient publisher = Mqtt5Client.builder()
                    .serverHost("127.0.0.1")
                    .serverPort(broker.port())
                    .buildAsync();
            publisher.connect().join();
            burst(publisher, 0, WARM_UP_EVENTS);
            double cpuBefore = agent.cpuSeconds();
            double seconds = burst(publisher, WARM_UP_EVENTS, BURST_EVENTS);
            report(seconds, agent.cpuSeconds() - cpuBefore, agent.residentMebibytes());
            single(publisher);
            publisher.disconnect().join();
        }
    }

    /** The agent's configuration: verifies signatures, one Slack destination. */
    static String configuration(int port, Broker broker, int receivers) {
        return """
                footman:
                  mqtt: { url: "%s", client-id: footman-benchmark }
                  qlik-cloud:
                    tenants:
                      sample:
                        id: %s
                        url: "http://127.0.0.1:%d"
                        api-key: benchmark
                        webhook-secrets: [%s]
                  destinations:
                    ops-slack: { type: slack, url: "http://127.0.0.1:%d/slack", concurrency: 8 }
                  rules:
                    - { name: reload failures, events: [app-reload-failed], to: [ops-slack] }
                  journal: { file: data/footman.db }
                  server: { host: 127.0.0.1, port: %d }
                """.formatted(broker.url(), Webhooks.TENANT, receivers, SECRET, receivers, port);
    }

    /** Publishes events at once and waits until all have come out; answers the seconds from first to last. */
    private double burst(Mqtt5AsyncClient publisher, int first, int events) throws InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<?>[] published = new CompletableFuture<?>[events];
        for (int i = 0; i < events; i++) {
            published[i] = publish(publisher, first + i);
        }
        CompletableFuture.allOf(published).join();
        arrivals.await(first + events, PATIENCE_SECONDS);
        return (System.nanoTime() - start) / 1e9;
    }

    private CompletableFuture<Mqtt5PublishResult> publish(Mqtt5AsyncClient publisher, int number) {
        byte[] body = Webhooks.body(number);
        return publisher
                .publishWith()
                .topic("qscloud/app/reload/" + Webhooks.TENANT)
                .payload(body)
                .qos(MqttQos.AT_LEAST_ONCE)
                .userProperties()
                .add(MessageProperties.SIGNATURE, signature.sign(body))
                .add(MessageProperties.CONTENT_TYPE, "application/json")
                .applyUserProperties()
                .send();
    }

    private void report(double seconds, double cpu, long memory) {
        int lost = WARM_UP_EVENTS + BURST_EVENTS - arrivals.distinct();
        double rate = (BURST_EVENTS - lost) / seconds;
        table.add(
                String.format("Agent, burst of %,d events, MQTT to Slack, 20 ms Qlik Cloud", BURST_EVENTS),
                String.format("%,.0f/s", rate),
                "500/s",
                rate >= FLOOR_PER_SECOND);
        table.add(
                "  Lost, duplicate, strange messages",
                lost + ", " + arrivals.duplicates() + ", " + arrivals.strangers(),
                "0, 0, 0",
                lost == 0 && arrivals.duplicates() == 0 && arrivals.strangers() == 0);
        table.add(
                "  CPU of the agent meanwhile; resident memory after it",
                String.format("%.2f cores, %d MiB", cpu / seconds, memory));
    }

    private void single(Mqtt5AsyncClient publisher) throws InterruptedException {
        Histogram own = new Histogram(HIGHEST_NANOS, 3);
        Histogram total = new Histogram(HIGHEST_NANOS, 3);
        for (int i = 0; i < SINGLE_EVENTS; i++) {
            int number = WARM_UP_EVENTS + BURST_EVENTS + i;
            long start = System.nanoTime();
            publish(publisher, number);
            if (!arrivals.await(number + 1, PATIENCE_SECONDS)) {
                table.add("Agent, idle", "event " + number + " did not arrive", "p50 under 15 ms", false);
                return;
            }
            long nanos = arrivals.at(number) - start;
            total.recordValue(nanos);
            own.recordValue(Math.max(0, nanos - arrivals.lookUpNanos(number)));
        }
        table.add(
                "Agent, idle: MQTT publish to Slack call without the look-ups",
                String.format("p50 %.1f ms, p99 %.1f ms", millis(own, 50), millis(own, 99)),
                "p50 under 15 ms",
                millis(own, 50) < CEILING_P50_MILLIS);
        table.add(
                "  With the look-ups", String.format("p50 %.1f ms, p99 %.1f ms", millis(total, 50), millis(total, 99)));
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}
