package io.footman.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One of the two applications as its own process, started from its packaged jar. */
final class Application implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 15;
    private static final int LAST_LINES = 12;

    private final String name;
    private final Path log;
    private final Process process;

    private Application(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * @param project root folder of the repository
     * @param module folder of the application's module; its jar is called the same
     * @param options Java options file, used if it is there
     * @param home working folder, with the {@code footman.yml} to use
     */
    static Application start(String name, Path project, String module, Path options, Path home, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Files.exists(options)) {
            command.add("@" + options);
        }
        command.addAll(List.of(
                "-jar",
                jar(project.resolve(module).resolve("target"), module).toString(),
                "--config",
                home.resolve("footman.yml").toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            return new Application(name, log, process);
        } catch (IOException e) {
            throw new QuickstartException("The " + name + " does not start: " + e.getMessage());
        }
    }

    /** Waits until the health address answers 200 with the given text in it. */
    void awaitHealthy(HttpClient client, URI health, String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!healthy(client, health, text)) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new QuickstartException("The " + name + " ended at once. It says:\n" + lastLines());
            }
            if (System.nanoTime() > end) {
                throw new QuickstartException("The " + name + " is not ready after " + PATIENCE.toSeconds() + " s. See "
                        + log + ":\n" + lastLines());
            }
        }
    }

    /** Returns when this process or the other one has ended, by itself or by somebody else's hand. */
    void awaitEndOfEither(Application other) {
        CompletableFuture.anyOf(process.onExit(), other.process.onExit()).join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean healthy(HttpClient client, URI health, String text) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(health)
                            .timeout(Duration.ofSeconds(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path jar(Path folder, String module) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, module + "-*.jar")) {
            for (Path jar : jars) {
                String file = jar.getFileName().toString();
                if (!file.endsWith("-sources.jar") && !file.endsWith("-tests.jar") && !file.endsWith("-javadoc.jar")) {
                    return jar;
                }
            }
        } catch (IOException e) {
            // Told below with the remedy.
        }
        throw new QuickstartException(
                "No " + module + "-*.jar in " + folder + ": build first with ./mvnw -DskipTests package");
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
