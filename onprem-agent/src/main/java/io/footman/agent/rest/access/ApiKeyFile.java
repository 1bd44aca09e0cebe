package io.footman.agent.rest.access;

import io.footman.agent.rest.Scope;
import io.footman.model.settings.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The file in which the API keys are kept. The command changes it while the agent runs and reads it. */
public final class ApiKeyFile {
    /** 256 bits. */
    private static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 4;

    private final Path file;

    public ApiKeyFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /**
     * A key and, this once, its text.
     *
     * @param text what the caller presents
     */
    public record Created(ApiKey key, Secret text) {}

    public Path path() {
        return file;
    }

    /**
     * All keys; none when there is no file.
     *
     * @throws ApiKeyFileException when the file cannot be read or is damaged
     */
    public ApiKeys read() {
        try {
            return ApiKeyFormat.read(Files.readString(file));
        } catch (NoSuchFileException e) {
            return ApiKeys.NONE;
        } catch (IOException e) {
            throw new ApiKeyFileException(
                    file + " cannot be read (" + reason(e) + "). Check the rights of the service account", e);
        } catch (IllegalArgumentException e) {
            throw new ApiKeyFileException(
                    file + " is damaged: " + e.getMessage()
                            + ". Restore it from a backup, or remove it and create new keys",
                    e);
        }
    }

    /**
     * Makes a key and stores it.
     *
     * @param expires how long it is good for; empty for ever
     * @throws IllegalArgumentException when the name is taken or cannot be one
     * @throws ApiKeyFileException when the file cannot be changed; it is as it was then
     */
    public Created create(
            String name, Set<Scope> scopes, Optional<Duration> expires, Clock clock, SecureRandom random) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        Secret text = new Secret(
                ApiKeys.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        ApiKey key =
                new ApiKey(HexFormat.of().formatHex(id), name, scopes, KeyDigest.of(text), now, expires.map(now::plus));
        change(keys -> {
            if (keys.has(name)) {
                throw new IllegalArgumentException(
                        "there is a key called " + name + " already; revoke it first or choose another name");
            }
            return keys.with(key);
        });
        return new Created(key, text);
    }

    /**
     * Removes a key.
     *
     * @return whether there was one with this id or name
     * @throws ApiKeyFileException when the file cannot be changed; it is as it was then
     */
    public boolean revoke(String idOrName) {
        boolean[] found = new boolean[1];
        change(keys -> {
            found[0] = keys.has(idOrName);
            return keys.without(idOrName);
        });
        return found[0];
    }

    /** One change at a time, also between processes. */
    private void change(UnaryOperator<ApiKeys> change) {
        // A lock of its own: the file itself is replaced, and a lock on it would go with the old one.
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            PrivateFile.createFolder(file.resolveSibling(""));
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                PrivateFile.restrict(lockFile);
                PrivateFile.inheritOwner(lockFile, file.resolveSibling(""));
                PrivateFile.replace(
                        file, ApiKeyFormat.write(change.apply(read())).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new ApiKeyFileException(
                    file + " cannot be written (" + reason(e) + "). Run the command with the account of the service",
                    e);
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName();
    }
}
