package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Failed tasks of a client-managed site, from the UDP datagram through the look-ups at the repository to four destinations:
 * a large burst, and single ones while nothing else happens.
 */
final class SenseBenchmark {
    private static final int WARM_UP_EVENTS = 2_000;
    private static final int BURST_EVENTS = 10_000;
    private static final int IDLE_WARM_UP = 200;
    private static final int SINGLE_EVENTS = 300;
    private static final long SPACING_MILLIS = 20;
    private static final int SLOW_MILLIS = 20;
    private static final int FLOOR_PER_SECOND = 300;
    private static final double CEILING_CALLS = 6;
    private static final double AIM_CPU_MILLIS = 2;
    private static final int CEILING_MEBIBYTES = 300;
    private static final long PATIENCE_SECONDS = 240;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Pattern TOLD =
            Pattern.compile("calls=(\\d+) connections=(\\d+) wrong=(\\d+) at-once=(\\d+) routes=(.*)");

    private final Bench bench;
    private final Table table;

    SenseBenchmark(Bench bench, Table table) {
        this.bench = bench;
        this.table = table;
    }

    /** Ports and helpers of one run. */
    private record Parts(ChildProcess agent, ChildProcess repository, SenseSinks sinks, Datagrams sender, int udp) {}

    private interface Measurement {
        void run(Parts parts) throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        with(SLOW_MILLIS, WARM_UP_EVENTS + BURST_EVENTS, this::burst);
        with(0, IDLE_WARM_UP + SINGLE_EVENTS, parts -> idle(parts, 0, 15, 25));
        with(SLOW_MILLIS, IDLE_WARM_UP + SINGLE_EVENTS, parts -> idle(parts, SLOW_MILLIS, 75, 90));
    }

    private void with(int delayMillis, int events, Measurement measurement) throws IOException, InterruptedException {
        Path site = bench.subfolder("site");
        int repositoryPort = TestBroker.freePort();
        int http = TestBroker.freePort();
        int udp = TestBroker.freePort();
        List<String> repository = ChildProcess.javaClass(
                List.of("-XX:+UseSerialGC", "-Xmx256m"),
                Repository.class,
                site.toString(),
                Integer.toString(repositoryPort),
                Integer.toString(delayMillis));
        try (Broker broker = Broker.start(bench.subfolder("broker"));
                SenseSinks sinks = new SenseSinks(events, broker);
                ChildProcess qrs = ChildProcess.start(repository, site, "repository")) {
            Wait.until(
                    "the repository answers",
                    START_PATIENCE,
                    () -> Files.readString(qrs.log()).contains("calls="));
            String configuration = configuration(site, repositoryPort, udp, http, broker, sinks);
            try (ChildProcess agent = bench.application(
                            "agent", "onprem-agent", bench.subfolder("agent"), configuration, List.of());
                    Datagrams sender = new Datagrams(udp)) {
                Wait.untilHealthy(
                        agent, URI.create("http://127.0.0.1:" + http + "/health"), bench.tls(), START_PATIENCE);
                measurement.run(new Parts(agent, qrs, sinks, sender, udp));
            }
        }
    }

    private static String configuration(
            Path site, int repositoryPort, int udp, int http, Broker broker, SenseSinks sinks) {
        return """
                footman:
                  udp:
                    host: 127.0.0.1
                    task-events: { port: %d }
                    user-events: { enabled: false }
                  qlik-sense:
                    name: sample
                    repository: "https://localhost:%d"
                    certificates: "%s"
                    user: INTERNAL\\sa_api
                  mail: { host: 127.0.0.1, port: %d, security: none, from: footman@example.com }
                  destinations:
                    ops-slack: { type: slack, url: "http://127.0.0.1:%d/slack", concurrency: 8 }
                    ops-mail: { type: email, to: [ops@example.com], concurrency: 4 }
                    ops-hook: { type: webhook, url: "http://127.0.0.1:%d/hook", method: POST, concurrency: 8 }
                    ops-mqtt:
                      type: mqtt
                      url: "%s"
                      topics: { reload-task-failed: { short: false, full: %s } }
                      concurrency: 4
                  rules:
                    - { events: [reload-task-failed], to: [ops-slack, ops-mail, ops-hook, ops-mqtt] }
                  journal: { file: data/footman.db }
                  server: { host: 127.0.0.1, port: %d }
                """.formatted(
                        udp,
                        repositoryPort,
                        site,
                        sinks.mailPort(),
                        sinks.webPort(),
                        sinks.webPort(),
                        broker.url(),
                        SenseSinks.MQTT_TOPIC,
                        http);
    }

    private void burst(Parts parts) throws IOException, InterruptedException {
        parts.sender().burst(0, WARM_UP_EVENTS);
        awaitAll(parts, WARM_UP_EVENTS);
        int callsBefore = told(parts.repository(), 1);
        double cpuBefore = parts.agent().cpuSeconds();
        long start = System.nanoTime();
        parts.sender().burst(WARM_UP_EVENTS, BURST_EVENTS);
        double sending = (System.nanoTime() - start) / 1e9;
        boolean drained = awaitAll(parts, WARM_UP_EVENTS + BURST_EVENTS);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = parts.agent().cpuSeconds() - cpuBefore;
        // What comes late or twice shows only after a while.
        TimeUnit.SECONDS.sleep(1);
        table.add(
                String.format("UDP burst of %,d, 4 destinations, %d ms repository", BURST_EVENTS, SLOW_MILLIS),
                String.format("%,.0f events/s, drained in %.1f s", BURST_EVENTS / seconds, seconds),
                FLOOR_PER_SECOND + "/s (aim 500/s)",
                drained && BURST_EVENTS / seconds >= FLOOR_PER_SECOND);
        table.add(
                "  Sent in; dropped by the kernel",
                String.format("%.2f s; %d", sending, UdpSocket.of(parts.udp()).drops()));
        reportArrivals(parts);
        double cpuMillis = cpu * 1e3 / BURST_EVENTS;
        table.add(
                "  CPU of the agent for one event",
                String.format("%.2f ms (%.2f cores)", cpuMillis, cpu / seconds),
                "2 ms (aim)",
                cpuMillis <= AIM_CPU_MILLIS);
        reportCalls(parts, callsBefore);
        long peak = parts.agent().peakMebibytes();
        table.add("  Peak memory of the agent", peak + " MiB", "under 300 MiB", peak < CEILING_MEBIBYTES);
    }

    private void reportArrivals(Parts parts) {
        for (Map.Entry<String, Arrivals> sink : parts.sinks().arrivals().entrySet()) {
            Arrivals own = sink.getValue();
            int lost = WARM_UP_EVENTS + BURST_EVENTS - own.distinct();
            table.add(
                    "  " + sink.getKey() + ": delivered; lost, duplicate, strange",
                    own.distinct() - WARM_UP_EVENTS + "; " + lost + ", " + own.duplicates() + ", " + own.strangers(),
                    BURST_EVENTS + "; 0, 0, 0",
                    lost == 0 && own.duplicates() == 0 && own.strangers() == 0);
        }
    }

    private void reportCalls(Parts parts, int callsBefore) throws IOException {
        double calls = (told(parts.repository(), 1) - callsBefore) / (double) BURST_EVENTS;
        table.add(
                "  Repository calls for one event; connections; wrong; most at once",
                String.format(
                        "%.2f; %d; %d; %d",
                        calls, told(parts.repository(), 2), told(parts.repository(), 3), told(parts.repository(), 4)),
                "6 calls on kept connections",
                calls <= CEILING_CALLS);
    }

    private boolean awaitAll(Parts parts, int events) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean all = true;
        for (Arrivals sink : parts.sinks().arrivals().values()) {
            all &= sink.await(events, Math.max(1, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime())));
        }
        return all;
    }

    /** The last number that the repository told. */
    private static int told(ChildProcess repository, int group) throws IOException {
        Matcher matcher = TOLD.matcher(Files.readString(repository.log()));
        int last = 0;
        while (matcher.find()) {
            last = Integer.parseInt(matcher.group(group));
        }
        return last;
    }

    private void idle(Parts parts, int delayMillis, double ceilingSlack, double ceilingMail)
            throws IOException, InterruptedException {
        Histogram slack = new Histogram(HIGHEST_NANOS, 3);
        Histogram mail = new Histogram(HIGHEST_NANOS, 3);
        for (int number = 0; number < IDLE_WARM_UP + SINGLE_EVENTS; number++) {
            long start = System.nanoTime();
            parts.sender().send(number);
            if (!awaitAll(parts, number + 1)) {
                table.add("UDP idle", "event " + number + " did not arrive everywhere", "all", false);
                return;
            }
            if (number >= IDLE_WARM_UP) {
                slack.recordValue(arrived(parts, SenseSinks.SLACK, number) - start);
                mail.recordValue(arrived(parts, SenseSinks.MAIL, number) - start);
            }
            TimeUnit.MILLISECONDS.sleep(SPACING_MILLIS);
        }
        report(delayMillis, "Slack", slack, ceilingSlack);
        report(delayMillis, "mail server", mail, ceilingMail);
    }

    private static long arrived(Parts parts, String sink, int number) {
        Arrivals own = parts.sinks().arrivals().get(sink);
        return own == null ? 0 : own.at(number);
    }

    private void report(int delayMillis, String sink, Histogram nanos, double ceiling) {
        double p50 = nanos.getValueAtPercentile(50) / NANOS_PER_MILLI;
        double p99 = nanos.getValueAtPercentile(99) / NANOS_PER_MILLI;
        table.add(
                String.format("UDP idle: datagram to %s, %d ms repository", sink, delayMillis),
                String.format("p50 %.1f ms, p99 %.1f ms", p50, p99),
                String.format("p50 %.0f ms", ceiling),
                p50 <= ceiling);
    }
}
