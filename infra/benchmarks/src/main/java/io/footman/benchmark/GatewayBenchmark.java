package io.footman.benchmark;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.model.settings.Secret;
import io.footman.model.signature.WebhookSignature;
import io.footman.testkit.TestBroker;
import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Signed webhooks over TLS to the gateway and on to a real broker, QoS 1, each answered after the PUBACK. */
final class GatewayBenchmark {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String STORE_PASSWORD = "changeit";
    private static final int CONNECTIONS = 16;
    private static final int DISTINCT_REQUESTS = 4_096;
    private static final int RATE = 2_000;
    private static final int FLOOR_PER_SECOND = 10_000;
    private static final double FLOOR_SHARE = 0.5;
    private static final double CEILING_P99_MILLIS = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final Duration STEADY_WARM_UP = Duration.ofSeconds(5);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final Bench bench;
    private final Table table;
    private final SslContext clientTls;

    GatewayBenchmark(Bench bench, Table table) throws IOException {
        this.bench = bench;
        this.table = table;
        this.clientTls = SslContextBuilder.forClient()
                .trustManager(bench.certificates().ca().toFile())
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
    }

    void run() throws IOException, InterruptedException {
        WebhookSignature signature = new WebhookSignature(List.of(new Secret(SECRET)));
        List<ByteBuf> webhooks = Webhooks.requests("/api/qscloudreload", DISTINCT_REQUESTS, signature);
        List<ByteBuf> echoes = Webhooks.requests("/echo", DISTINCT_REQUESTS, signature);
        double gateway = gateway(webhooks);
        double echo = echo(echoes);
        table.add("Bare Micronaut echo over TLS, same load", String.format("%,.0f/s", echo));
        table.add(
                "Gateway as share of the echo",
                String.format("%.0f %%", 100 * gateway / echo),
                "at least 50 %",
                gateway / echo >= FLOOR_SHARE);
    }

    private double gateway(List<ByteBuf> webhooks) throws IOException, InterruptedException {
        Path home = bench.subfolder("gateway");
        int port = TestBroker.freePort();
        try (Broker broker = Broker.start(bench.subfolder("broker"));
                ChildProcess gateway =
                        bench.application("gateway", "cloud-gateway", home, configuration(port, broker), List.of())) {
            URI readiness = URI.create("https://localhost:" + port + "/health/readiness");
            Wait.untilHealthy(gateway, readiness, bench.tls(), START_PATIENCE);
            try (LoadGenerator generator = new LoadGenerator("localhost", port, clientTls, CONNECTIONS, webhooks)) {
                double cpuBefore = gateway.cpuSeconds();
                double brokerBefore = broker.cpuSeconds();
                Load most = generator.asFastAsPossible(WARM_UP, MEASURED);
                double seconds = WARM_UP.plus(MEASURED).toSeconds();
                table.add(
                        "Gateway, signed webhooks over TLS, QoS 1 to " + broker.name(),
                        String.format(
                                "%,.0f/s, p50 %.1f ms, p99 %.1f ms%s",
                                most.acceptedPerSecond(), most.millisAt(50), most.millisAt(99), most.failures()),
                        "10,000/s, 16 connections",
                        most.acceptedPerSecond() >= FLOOR_PER_SECOND);
                table.add(
                        "  CPU used meanwhile, of 1.0 per core",
                        String.format(
                                "gateway %.2f, broker %.2f",
                                (gateway.cpuSeconds() - cpuBefore) / seconds,
                                (broker.cpuSeconds() - brokerBefore) / seconds));
                steady(generator, broker);
                table.add("  Resident memory of the gateway after the load", gateway.residentMebibytes() + " MiB");
                return most.acceptedPerSecond();
            }
        }
    }

    private void steady(LoadGenerator generator, Broker broker) throws InterruptedException {
        LongAdder received = new LongAdder();
        Mqtt5AsyncClient subscriber = subscribe(broker, message -> received.increment());
        // With a subscriber the broker answers differently: what is compiled for that belongs to the warm-up.
        Load warmUp = generator.atRate(RATE, Duration.ZERO, STEADY_WARM_UP);
        Load load = generator.atRate(RATE, Duration.ZERO, MEASURED);
        long accepted = accepted(warmUp) + accepted(load);
        subscriber.disconnect().join();
        table.add(
                "Gateway at 2,000 webhooks/s",
                String.format(
                        "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms%s",
                        load.millisAt(50), load.millisAt(99), load.millisAt(99.9), load.failures()),
                "p99 under 10 ms",
                load.millisAt(99) < CEILING_P99_MILLIS);
        table.add(
                "  Accepted webhooks that a subscriber did not get",
                String.format("%,d of %,d", accepted - received.sum(), accepted),
                "0",
                accepted == received.sum() && accepted > 0);
    }

    private static long accepted(Load load) {
        return load.answers().getOrDefault(200, 0L);
    }

    private static Mqtt5AsyncClient subscribe(Broker broker, Consumer<Mqtt5Publish> consumer) {
        Mqtt5AsyncClient subscriber = Mqtt5Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
        subscriber.publishes(MqttGlobalPublishFilter.ALL, consumer);
        subscriber.connect().join();
        subscriber
                .subscribeWith()
                .topicFilter("qscloud/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
        return subscriber;
    }

    private double echo(List<ByteBuf> echoes) throws IOException, InterruptedException {
        Path home = bench.subfolder("echo");
        int port = TestBroker.freePort();
        List<String> command = ChildProcess.javaClass(
                List.of("@" + bench.options("gateway")),
                EchoServer.class,
                Integer.toString(port),
                bench.folder().resolve("server.p12").toString(),
                STORE_PASSWORD);
        try (ChildProcess server = ChildProcess.start(command, home, "echo")) {
            Wait.until("the echo server answers; see " + server.log(), START_PATIENCE, () -> answers(port));
            try (LoadGenerator generator = new LoadGenerator("localhost", port, clientTls, CONNECTIONS, echoes)) {
                return generator.asFastAsPossible(WARM_UP, MEASURED).acceptedPerSecond();
            }
        }
    }

    private static boolean answers(int port) {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String configuration(int port, Broker broker) {
        return """
                footman:
                  mqtt: { url: "%s" }
                  server: { host: 127.0.0.1, port: %d, certificate: "%s", key: "%s" }
                  qlik-cloud: { secrets: ["%s"] }
                """.formatted(
                        broker.url(),
                        port,
                        bench.certificates().server(),
                        bench.certificates().serverKey(),
                        SECRET);
    }
}
