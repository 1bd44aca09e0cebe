package io.footman.agent.rest.access;

import io.footman.model.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys as they stand in their file. While the file cannot be used, no key is good. */
final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final ApiKeyFile file;
    private volatile ApiKeys keys = ApiKeys.NONE;
    private volatile @Nullable String trouble;
    private @Nullable Version version;
    private boolean seen;

    /** What tells one state of the file from the next: it is replaced as a whole, never written into. */
    private record Version(
            FileTime changed, long size, @Nullable Object identity) {}

    KeyRing(ApiKeyFile file) {
        this.file = file;
    }

    /** The key that was presented, also when it has expired. */
    Optional<ApiKey> find(Secret presented) {
        return keys.find(presented);
    }

    /** Why no key is good at the moment. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Reads the file if it is another than before. Not for threads that serve calls. */
    synchronized void refresh() {
        try {
            Version found = version(file.path());
            if (found == null) {
                missing();
            } else if (!found.equals(version)) {
                take(file.read(), found);
            }
        } catch (ApiKeyFileException e) {
            refuse(e.text());
        } catch (IOException e) {
            refuse(file.path() + " cannot be looked at (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void take(ApiKeys read, Version found) {
        keys = read;
        version = found;
        trouble = null;
        seen = true;
        LOG.info("event=api-keys-read file={} keys={}", file.path(), read.list().size());
    }

    /** Before the first key is made there is no file, which is no trouble. */
    private void missing() {
        if (seen) {
            refuse(file.path() + " is gone. Restore it, or create new keys");
        }
    }

    private void refuse(String reason) {
        boolean told = reason.equals(trouble);
        keys = ApiKeys.NONE;
        version = null;
        trouble = reason;
        if (!told) {
            LOG.error("event=api-keys-unusable detail=\"every API key is refused: {}\"", reason);
        }
    }

    private static @Nullable Version version(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
