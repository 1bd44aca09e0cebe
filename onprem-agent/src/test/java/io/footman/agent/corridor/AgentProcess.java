package io.footman.agent.corridor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real agent in a JVM of its own, as the packaged one runs. */
final class AgentProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    /** @param configuration its {@code footman.yml}; its output goes to {@code agent.log} beside it */
    AgentProcess(Path configuration) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.footman.agent.AgentApplication",
                "run",
                "--config",
                configuration.toString());
        builder.redirectErrorStream(true);
        log = configuration.resolveSibling("agent.log");
        builder.redirectOutput(log.toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its output holds a text by now. */
    boolean printed(String text) throws IOException {
        return Files.exists(log) && Files.readString(log).contains(text);
    }

    /** SIGKILL: no instruction of the agent runs after this. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as a service manager sends it; answers the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The agent did not end within 30 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
