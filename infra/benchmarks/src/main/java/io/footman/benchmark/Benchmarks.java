package io.footman.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;

/** Runs the benchmarks and prints their table. */
public final class Benchmarks {
    private static final Set<String> KNOWN =
            Set.of("all", "gateway", "agent", "file-copy", "rest", "sense", "start", "udp");

    private Benchmarks() {}

    /** @param arguments root folder of the project; which benchmark: all, gateway, agent, file-copy, rest, sense, start or udp */
    public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String only = arguments[1];
        if (!KNOWN.contains(only)) {
            out.println("benchmark.only=" + only + " is unknown: use one of " + KNOWN);
            System.exit(2);
        }
        Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path folder = project.resolve("target").resolve("benchmarks");
        Files.createDirectories(folder);
        Bench bench = Bench.in(project, Files.createTempDirectory(folder, "run-"));
        out.println("Measuring, about eight minutes in all. Logs: " + bench.folder());
        Table table = new Table(out);
        if (only.equals("all") || only.equals("start")) {
            new StartBenchmark(bench, table).run();
        }
        if (only.equals("all") || only.equals("gateway")) {
            new GatewayBenchmark(bench, table).run();
        }
        if (only.equals("all") || only.equals("agent")) {
            new AgentBenchmark(bench, table).run();
        }
        if (only.equals("all") || only.equals("rest")) {
            new RestBenchmark(bench, table).run();
        }
        if (only.equals("all") || only.equals("udp")) {
            new UdpBenchmark(bench, table).run();
        }
        if (only.equals("all") || only.equals("sense")) {
            new SenseBenchmark(bench, table).run();
        }
        if (only.equals("all") || only.equals("file-copy")) {
            new FileCopyBenchmark(bench, table).run();
        }
        out.println(machine());
        table.print();
        System.exit(0);
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", JDK "
                + Runtime.version();
    }
}
