package io.footman.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** The folder of the quickstart. Journal, broker data, captured messages and the webhook secret outlive a restart. */
final class Workspace {
    private static final int SECRET_BYTES = 16;
    private static final String SECRET_FILE = "webhook-secret.txt";

    private final Path root;

    Workspace(Path root) {
        this.root = root;
        for (String folder : new String[] {"gateway", "agent", "messages", "logs"}) {
            createFolder(root.resolve(folder));
        }
    }

    Path gateway() {
        return root.resolve("gateway");
    }

    Path agent() {
        return root.resolve("agent");
    }

    Path messages() {
        return root.resolve("messages");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path journal() {
        return agent().resolve("data").resolve("footman.db");
    }

    /** The event sent at the start, as its exact bytes. */
    Path firstEvent() {
        return root.resolve("first-event.json");
    }

    /** The webhook secret of earlier starts, or a new random one: events that still wait were signed with it. */
    String webhookSecret(SecureRandom random) {
        Path file = root.resolve(SECRET_FILE);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] bytes = new byte[SECRET_BYTES];
            random.nextBytes(bytes);
            String secret = HexFormat.of().formatHex(bytes);
            Files.writeString(file, secret + "\n");
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a second quickstart out, which would use the same journal; closing the channel lets it in again. */
    FileChannel lock() {
        try {
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new QuickstartException("Another quickstart is running in " + root + ": end it first with Ctrl-C");
    }

    /** Writes a file from a template of this package, replacing each {@code @name@}. */
    void write(Path file, String template, Map<String, String> values) {
        try (var source = Workspace.class.getResourceAsStream(template)) {
            if (source == null) {
                throw new IllegalStateException("The template " + template + " is missing in the jar");
            }
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new QuickstartException("The folder " + folder + " cannot be created: " + e.getMessage());
        }
    }
}
