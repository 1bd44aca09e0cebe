package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the start of the process to ready, and resident memory then; without and with a class data archive. */
final class StartBenchmark {
    private static final int STARTS = 5;
    private static final int NOBODY_THERE = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final Table table;

    /** What one application has to reach. */
    private record Goal(String name, String module, double seconds, long mebibytes) {}

    /** One start. */
    private record Start(double seconds, double cpuSeconds, long mebibytes) {}

    StartBenchmark(Bench bench, Table table) {
        this.bench = bench;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        try (Broker broker = Broker.start(bench.subfolder("broker"))) {
            measure(new Goal("gateway", "cloud-gateway", 1, 120), broker);
            measure(new Goal("agent", "onprem-agent", 2, 200), broker);
        }
    }

    private void measure(Goal goal, Broker broker) throws IOException, InterruptedException {
        row(goal, broker, "", List.of());
        Path archive = bench.subfolder("archive").resolve(goal.name() + ".jsa");
        start(goal, broker, List.of("-XX:ArchiveClassesAtExit=" + archive));
        if (Files.exists(archive)) {
            row(goal, broker, ", with class data archive", List.of("-XX:SharedArchiveFile=" + archive));
        }
    }

    private void row(Goal goal, Broker broker, String how, List<String> options)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Long> memory = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            Start start = start(goal, broker, options);
            seconds.add(start.seconds());
            cpu.add(start.cpuSeconds());
            memory.add(start.mebibytes());
        }
        Collections.sort(seconds);
        Collections.sort(cpu);
        double median = seconds.get(STARTS / 2);
        long most = Collections.max(memory);
        table.add(
                "Start of the " + goal.name() + " to ready" + how,
                String.format(
                        "%.2f s (%.2f to %.2f), CPU %.1f s, %d MiB",
                        median, seconds.get(0), seconds.get(STARTS - 1), cpu.get(STARTS / 2), most),
                String.format("%.0f s, %d MB", goal.seconds(), goal.mebibytes()),
                median < goal.seconds() && most < goal.mebibytes());
    }

    private Start start(Goal goal, Broker broker, List<String> options) throws IOException, InterruptedException {
        int port = TestBroker.freePort();
        String configuration = goal.name().equals("gateway") ? gateway(port, broker) : agent(port, broker);
        try (ChildProcess process =
                bench.application(goal.name(), goal.module(), bench.subfolder("start"), configuration, options)) {
            // Up when connected to the broker; the agent also when subscribed and its journal writes.
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            Wait.untilHealthy(process, health, bench.tls(), PATIENCE);
            double seconds = (System.nanoTime() - process.startedAt()) / NANOS_PER_SECOND;
            return new Start(seconds, process.cpuSeconds(), process.residentMebibytes());
        }
    }

    private static String gateway(int port, Broker broker) {
        return """
                footman:
                  mqtt: { url: "%s" }
                  server: { host: 127.0.0.1, port: %d }
                  qlik-cloud: { secrets: [0123456789abcdef0123456789abcdef] }
                """.formatted(broker.url(), port);
    }

    private static String agent(int port, Broker broker) {
        return AgentBenchmark.configuration(port, broker, NOBODY_THERE);
    }
}
