package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The REST API under load scripts' small questions: ping and key-values, each call with its API key and noted in the audit. */
final class RestBenchmark {
    private static final int CONNECTIONS = 16;
    private static final int KEYS = 500;
    private static final int FLOOR_PER_SECOND = 15_000;
    private static final double CEILING_P99_MILLIS = 5;
    private static final String FLOOR = "15,000/s, p99 under 5 ms";

    /** Calls per minute; more than can come, so that it counts and refuses none. */
    private static final int LIMIT_OUT_OF_REACH = 10_000_000;

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final long COMMAND_SECONDS = 60;

    private final Bench bench;
    private final Table table;
    private final HttpClient client = HttpClient.newHttpClient();

    RestBenchmark(Bench bench, Table table) {
        this.bench = bench;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        measure("without a rate limit", 0);
        measure("with a rate limit", LIMIT_OUT_OF_REACH);
    }

    private void measure(String how, int rateLimit) throws IOException, InterruptedException {
        Path home = bench.subfolder("rest");
        int health = TestBroker.freePort();
        int port = TestBroker.freePort();
        String configuration = configuration(health, port, rateLimit);
        String key = createKey(home, configuration);
        try (ChildProcess agent = bench.application("agent", "onprem-agent", home, configuration, List.of())) {
            Wait.untilHealthy(agent, URI.create("http://127.0.0.1:" + health + "/health"), bench.tls(), START_PATIENCE);
            requireThatStrangersAreRefused(port);
            store(port, key);
            load("Key-value GET " + how, agent, port, keyValueRequests(key));
            load("Ping " + how, agent, port, List.of(request("/v4/butlerping", key)));
            table.add(
                    "  Resident memory of the agent; calls in its audit files",
                    String.format("%d MiB; %,d", agent.residentMebibytes(), auditedCalls(home)));
        }
    }

    private void load(String what, ChildProcess agent, int port, List<ByteBuf> requests)
            throws IOException, InterruptedException {
        try (LoadGenerator generator = new LoadGenerator("127.0.0.1", port, null, CONNECTIONS, requests)) {
            generator.asFastAsPossible(WARM_UP, Duration.ZERO);
            double cpuBefore = agent.cpuSeconds();
            Load load = generator.asFastAsPossible(Duration.ZERO, MEASURED);
            double cpu = agent.cpuSeconds() - cpuBefore;
            table.add(
                    what + ", API key, audit",
                    String.format(
                            "%,.0f/s, p50 %.1f ms, p99 %.1f ms%s",
                            load.acceptedPerSecond(), load.millisAt(50), load.millisAt(99), load.failures()),
                    FLOOR,
                    load.acceptedPerSecond() >= FLOOR_PER_SECOND && load.millisAt(99) < CEILING_P99_MILLIS);
            table.add(
                    "  CPU of the agent",
                    String.format(
                            "%.2f cores, %.0f µs a call",
                            cpu / MEASURED.toSeconds(),
                            1e6 * cpu / Math.max(1, load.nanos().getTotalCount())));
        }
        requests.forEach(ByteBuf::release);
    }

    /** Made with the command, as an operator does. */
    private String createKey(Path home, String configuration) throws IOException, InterruptedException {
        Path file = Files.writeString(home.resolve("footman.yml"), configuration);
        List<String> command = ChildProcess.java(List.of("@" + bench.options("agent")));
        command.addAll(List.of(
                "-jar",
                ChildProcess.jar(bench.project(), "onprem-agent").toString(),
                "api-keys",
                "create",
                "--config",
                file.toString(),
                "--name",
                "benchmark",
                "--scopes",
                "info,keyvalues"));
        Path output = home.resolve("api-key.txt");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("No API key could be made; see " + output);
        }
        List<String> lines = Files.readAllLines(output);
        return lines.get(lines.size() - 1).strip();
    }

    /** Otherwise the figures would be those of an open door. */
    private void requireThatStrangersAreRefused(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address(port, "/v4/butlerping")).build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 401) {
            throw new IOException("A call without API key was answered with " + status);
        }
    }

    private void store(int port, String key) throws IOException, InterruptedException {
        for (int i = 0; i < KEYS; i++) {
            HttpRequest request = HttpRequest.newBuilder(address(port, "/v4/keyvalues/benchmark"))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"key\":\"key-" + i + "\",\"value\":\"2026-11-20 value " + i + "\"}"))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 201) {
                throw new IOException("A key-value could not be stored: " + status);
            }
        }
    }

    private static List<ByteBuf> keyValueRequests(String key) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> request("/v4/keyvalues/benchmark?key=key-" + i, key))
                .toList();
    }

    private static ByteBuf request(String target, String key) {
        String head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nUser-Agent: Qlik\r\n"
                + "Authorization: Bearer " + key + "\r\n\r\n";
        return Unpooled.directBuffer().writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static long auditedCalls(Path home) throws IOException {
        long calls = 0;
        try (var files = Files.walk(home.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (var lines = Files.lines(file)) {
                    calls += lines.count();
                }
            }
        }
        return calls;
    }

    private static URI address(int port, String target) {
        return URI.create("http://127.0.0.1:" + port + target);
    }

    private static String configuration(int health, int port, int rateLimit) {
        return """
                footman:
                  server: { host: 127.0.0.1, port: %d }
                  journal: { file: data/footman.db }
                  rest:
                    port: %d
                    endpoints: [butlerping, keyValueStore]
                    rate-limit: %d
                    audit-file: logs/audit.log
                    access: { api-keys: data/api-keys.json }
                """.formatted(health, port, rateLimit);
    }
}
