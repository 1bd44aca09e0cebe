package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A file of 1 GB copied by the agent for a load script, beside {@code cp} on the same disk, in turns. Warm: the source is in
 * the system's cache. Cold: the cache is emptied before each copy, which only root may.
 */
final class FileCopyBenchmark {
    private static final long SIZE = 1L << 30;
    private static final int PIECE = 1 << 20;
    private static final double MEGABYTES = SIZE / 1e6;
    private static final int WARM_ROUNDS = 7;
    private static final int COLD_ROUNDS = 3;
    private static final double FLOOR = 0.8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final Bench bench;
    private final Table table;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FileCopyBenchmark(Bench bench, Table table) {
        this.bench = bench;
        this.table = table;
    }

    /** The two that are compared. */
    private interface Copy {
        void copy(Path from, Path to) throws IOException, InterruptedException;
    }

    /** Done between two copies. */
    private interface Between {
        void run() throws IOException, InterruptedException;
    }

    void run() throws IOException, InterruptedException {
        Path home = bench.subfolder("file-copy").toRealPath();
        Path source = home.resolve("source.qvd");
        write(source);
        int health = TestBroker.freePort();
        int port = TestBroker.freePort();
        try (ChildProcess agent =
                bench.application("agent", "onprem-agent", home, configuration(home, health, port), List.of())) {
            Wait.untilHealthy(
                    agent, URI.create("http://127.0.0.1:" + health + "/health"), bench.tls(), Duration.ofSeconds(60));
            Copy footman = (from, to) -> call(port, from, to);
            footman.copy(source, home.resolve("first.qvd"));
            Files.delete(home.resolve("first.qvd"));
            measure("warm", source, footman, WARM_ROUNDS, () -> {});
            if (Files.isWritable(DROP_CACHES)) {
                measure("cold", source, footman, COLD_ROUNDS, FileCopyBenchmark::emptyCache);
            } else {
                table.add("Copy of 1 GB, cold", "not measured: only root can empty the system's cache");
            }
        } finally {
            Files.deleteIfExists(source);
        }
    }

    private void measure(String how, Path source, Copy footman, int rounds, Between between)
            throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            theirs.add(seconds(source, FileCopyBenchmark::cp, between));
            ours.add(seconds(source, footman, between));
        }
        Collections.sort(ours);
        Collections.sort(theirs);
        double our = ours.get(rounds / 2);
        double their = theirs.get(rounds / 2);
        table.add(
                "Copy of 1 GB by REST, " + how + ", beside cp",
                String.format(
                        "%.0f MB/s, cp %.0f MB/s: %.0f %%", MEGABYTES / our, MEGABYTES / their, 100 * their / our),
                "80 % of cp",
                their / our >= FLOOR);
    }

    private static double seconds(Path source, Copy copy, Between between) throws IOException, InterruptedException {
        Path target = source.resolveSibling("target.qvd");
        // What the copy before has left to be written would slow this one.
        execute("sync", "-f", source.toString());
        between.run();
        long start = System.nanoTime();
        copy.copy(source, target);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        if (Files.size(target) != SIZE) {
            throw new IOException("The copy has " + Files.size(target) + " bytes instead of " + SIZE);
        }
        Files.delete(target);
        return seconds;
    }

    private void call(int port, Path from, Path to) throws IOException, InterruptedException {
        String body = "{\"fromFile\":\"" + from + "\",\"toFile\":\"" + to + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v4/filecopy"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201 || !answer.body().contains("\"copied\":true")) {
            throw new IOException("The agent answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private static void cp(Path from, Path to) throws IOException, InterruptedException {
        execute("cp", from.toString(), to.toString());
    }

    private static void emptyCache() throws IOException {
        Files.writeString(DROP_CACHES, "3");
    }

    private static void execute(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    /** Random, so that no file system saves work by compressing or leaving holes. */
    private static void write(Path file) throws IOException {
        byte[] piece = new byte[PIECE];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long done = 0; done < SIZE; done += PIECE) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
    }

    private static String configuration(Path home, int health, int port) {
        return """
                footman:
                  server: { host: 127.0.0.1, port: %1$d }
                  journal: { file: "%2$s/footman.db" }
                  rest:
                    port: %3$d
                    endpoints: [fileCopy]
                    files: { copy: [{ from: "%2$s", to: "%2$s" }] }
                """.formatted(health, home, port);
    }
}
