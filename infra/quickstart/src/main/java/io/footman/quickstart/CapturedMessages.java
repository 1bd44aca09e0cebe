package io.footman.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Keeps each caught message as files in one folder, numbered in order of arrival, and tells a listener. */
final class CapturedMessages {
    private final Path folder;
    private final Consumer<Captured> listener;
    private final List<Captured> messages = new ArrayList<>();
    private int number;

    CapturedMessages(Path folder, Consumer<Captured> listener) {
        this.folder = folder;
        this.listener = listener;
        this.number = highestNumber(folder);
    }

    Path folder() {
        return folder;
    }

    /** Stores a message. {@code contents} maps a file ending such as {@code json} to the bytes, best one first. */
    void add(String kind, String text, Map<String, byte[]> contents) {
        Captured captured;
        synchronized (this) {
            String stem = String.format("%04d-%s", ++number, kind);
            List<Path> files = new ArrayList<>();
            new LinkedHashMap<>(contents)
                    .forEach((ending, bytes) -> files.add(write(folder.resolve(stem + "." + ending), bytes)));
            captured = new Captured(kind, List.copyOf(files), text);
            messages.add(captured);
            notifyAll();
        }
        listener.accept(captured);
    }

    void addJson(String kind, String text, String json) {
        add(kind, text, Map.of("json", json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits until a message of each kind with this text in it has come; answers the kinds that are still missing. */
    synchronized Set<String> awaitKinds(Set<String> kinds, String text, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Set<String> missing = new HashSet<>(kinds);
            messages.stream()
                    .filter(message -> message.text().contains(text))
                    .forEach(message -> missing.remove(message.kind()));
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (missing.isEmpty() || left <= 0) {
                return missing;
            }
            wait(left);
        }
    }

    private static int highestNumber(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4,8}-.*"))
                    .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('-'))))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
