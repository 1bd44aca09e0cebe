package io.footman.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that is measured or helps measuring. Its output goes to a file. */
final class ChildProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final String STATUS_RSS = "VmRSS:";
    private static final String STATUS_PEAK = "VmHWM:";
    private static final int KIB_PER_MIB = 1024;

    private final Process process;
    private final Path log;
    private final long startedAt;

    private ChildProcess(Process process, Path log, long startedAt) {
        this.process = process;
        this.log = log;
        this.startedAt = startedAt;
    }

    /** Starts a command in a folder; the log lies there. */
    static ChildProcess start(List<String> command, Path folder, String name) throws IOException {
        Path log = folder.resolve(name + ".log");
        long now = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new ChildProcess(process, log, now);
    }

    /** The Java launcher of this JVM, with options. */
    static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return command;
    }

    /** A main class of this module. */
    static List<String> javaClass(List<String> options, Class<?> main, String... arguments) {
        List<String> command = java(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The packaged jar of a module. */
    static Path jar(Path project, String module) throws IOException {
        Path folder = project.resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, module + "-*.jar")) {
            for (Path jar : jars) {
                if (!jar.toString().matches(".*-(sources|tests|javadoc)\\.jar")) {
                    return jar;
                }
            }
        }
        throw new IOException("No " + module + "-*.jar in " + folder + ": build first");
    }

    /** {@link System#nanoTime()} just before the start. */
    long startedAt() {
        return startedAt;
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Resident memory in MiB as Linux tells it, -1 elsewhere. */
    long residentMebibytes() throws IOException {
        return statusMebibytes(STATUS_RSS);
    }

    /** The most resident memory so far in MiB as Linux tells it, -1 elsewhere. */
    long peakMebibytes() throws IOException {
        return statusMebibytes(STATUS_PEAK);
    }

    private long statusMebibytes(String key) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                .findFirst()
                .orElse(-1);
    }

    /** CPU time used so far, user and system. */
    double cpuSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(cpu -> cpu.toMillis() / 1e3)
                .orElse(Double.NaN);
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
}
