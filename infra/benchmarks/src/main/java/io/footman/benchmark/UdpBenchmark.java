package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Datagrams of 600 bytes over the loopback at rising rates: which rate loses none, and where the loss begins. */
final class UdpBenchmark {
    private static final int DATAGRAMS = 40_000;
    private static final int BYTES = 600;
    private static final String NUMBER = "00000000";
    private static final String TEXT =
            "/scheduler-task-failed/;sense1;T;A;LAB\\u;" + NUMBER + "-6174-4572-bd19-3e61eda675ef;;"
                    + "2026-11-20 08:15:31,123;WARN;4bf1c1f3-8f1e-4c0e-9b61-3a5f6a0d1f55;Max retries reached";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path LARGEST_BUFFER = Path.of("/proc/sys/net/core/rmem_max");

    /** Datagrams in a second; the last is as fast as one sender can. */
    private static final List<Integer> RATES =
            List.of(10_000, 25_000, 50_000, 100_000, 150_000, 200_000, Integer.MAX_VALUE);

    private final Bench bench;
    private final Table table;
    private int sent;

    /** What the agent counted since its start. */
    private record Counts(long stored, long dropped, long overflowed) {
        long all() {
            return stored + dropped + overflowed;
        }

        Counts since(Counts before) {
            return new Counts(stored - before.stored, dropped - before.dropped, overflowed - before.overflowed);
        }
    }

    UdpBenchmark(Bench bench, Table table) {
        this.bench = bench;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        int port = TestBroker.freePort();
        int udp = TestBroker.freePort();
        URI metrics = URI.create("http://127.0.0.1:" + port + "/prometheus");
        try (ChildProcess agent = bench.application(
                        "agent", "onprem-agent", bench.subfolder("udp"), configuration(port, udp), List.of());
                DatagramChannel sender = DatagramChannel.open()) {
            Wait.untilHealthy(
                    agent, URI.create("http://127.0.0.1:" + port + "/health/readiness"), bench.tls(), PATIENCE);
            sender.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), udp));
            step(sender, metrics, RATES.get(0));
            long best = 0;
            for (int rate : RATES) {
                best = Math.max(best, report(step(sender, metrics, rate)));
            }
            table.add(
                    "  Fastest of these without loss",
                    String.format(
                            Locale.ROOT, "%,d/s; the system's largest receive buffer is %s", best, largestBuffer()));
        }
    }

    /** One burst. */
    private record Step(long reached, Counts counts, double storedSeconds) {}

    private Step step(DatagramChannel sender, URI metrics, int rate) throws IOException, InterruptedException {
        Counts before = counts(metrics);
        long start = System.nanoTime();
        long pause = rate == Integer.MAX_VALUE ? 0 : 1_000_000_000L / rate;
        ByteBuffer datagram = ByteBuffer.wrap(datagram());
        for (int i = 0; i < DATAGRAMS; i++) {
            while (System.nanoTime() - start < i * pause) {
                Thread.onSpinWait();
            }
            sender.write(numbered(datagram, sent++));
        }
        long reached = Math.round(DATAGRAMS / ((System.nanoTime() - start) / 1e9));
        Wait.until(
                "all datagrams are accounted for",
                PATIENCE,
                () -> counts(metrics).since(before).all() >= DATAGRAMS);
        return new Step(reached, counts(metrics).since(before), (System.nanoTime() - start) / 1e9);
    }

    private long report(Step step) {
        long lost = step.counts().dropped() + step.counts().overflowed();
        table.add(
                String.format(
                        Locale.ROOT, "Agent, %,d datagrams of %d bytes at %,d/s", DATAGRAMS, BYTES, step.reached()),
                String.format(
                        Locale.ROOT,
                        "%,d lost (%.1f %%), stored after %.1f s",
                        lost,
                        lost * 100.0 / DATAGRAMS,
                        step.storedSeconds()));
        return lost == 0 ? step.reached() : 0;
    }

    /** A failed task; its id holds the number. */
    private static byte[] datagram() {
        return (TEXT + " ".repeat(BYTES - TEXT.length() - 1) + ".").getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer numbered(ByteBuffer datagram, int number) {
        byte[] digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
        return datagram.clear().put(TEXT.indexOf(NUMBER), digits).clear();
    }

    private static Counts counts(URI metrics) throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return new Counts(
                sum(text, "footman_intake_stored_total{result=\"new\""),
                sum(text, "footman_intake_udp_dropped_total"),
                sum(text, "footman_intake_udp_overflow_total"));
    }

    private static long sum(String text, String metric) {
        return Math.round(text.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum());
    }

    private static String largestBuffer() throws IOException {
        return Files.isReadable(LARGEST_BUFFER)
                ? String.join("", Files.readAllLines(LARGEST_BUFFER)) + " bytes"
                : "unknown";
    }

    private static String configuration(int port, int udp) {
        return """
                footman:
                  udp:
                    host: 127.0.0.1
                    task-events: { port: %d }
                    user-events: { enabled: false }
                  destinations:
                    ops-slack: { type: slack, url: "http://127.0.0.1:9/slack" }
                  rules:
                    - { name: cloud only, events: [app-reload-failed], to: [ops-slack] }
                  journal: { file: data/footman.db }
                  server: { host: 127.0.0.1, port: %d }
                """.formatted(udp, port);
    }
}
