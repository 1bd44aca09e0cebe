package io.footman.agent.journal.sql;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the journal lives and how long it keeps history: section {@code footman.journal}.
 *
 * @param store file or server
 * @param keep age at which settled history is removed
 * @param keepSize size in bytes beyond which the oldest settled history is removed
 */
public record JournalSettings(Store store, Duration keep, long keepSize) {
    private static final String DEFAULT_FILE = "data/footman.db";
    private static final Duration DEFAULT_KEEP = Duration.ofDays(30);
    private static final Duration LEAST_KEEP = Duration.ofHours(1);
    private static final long DEFAULT_KEEP_SIZE = 1L << 30;
    private static final long LEAST_KEEP_SIZE = 10L << 20;
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Where the journal lives. */
    public sealed interface Store {
        /** How the store is called in messages; without secrets. */
        String describe();
    }

    /** An SQLite file of this agent alone. */
    public record File(Path path) implements Store {
        @Override
        public String describe() {
            return "The journal file " + path;
        }
    }

    /** A PostgreSQL database that several agents may share. */
    public record Server(String url, Optional<String> username, Optional<Secret> password) implements Store {
        @Override
        public String describe() {
            // Parameters may hold a password.
            int parameters = url.indexOf('?');
            return "The journal database " + (parameters < 0 ? url : url.substring(0, parameters));
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** Reads the section; mistakes are collected there. */
    public static JournalSettings read(Settings section) {
        Duration keep = section.duration("keep", DEFAULT_KEEP);
        if (keep.compareTo(LEAST_KEEP) < 0) {
            section.mistake("keep", "is too short", "Give at least 1h; 30d is usual");
        }
        long keepSize = section.bytes("keep-size", DEFAULT_KEEP_SIZE);
        if (keepSize < LEAST_KEEP_SIZE) {
            section.mistake("keep-size", "is too small", "Give at least 10MB; 1GB is usual");
        }
        return new JournalSettings(store(section), keep, keepSize);
    }

    private static Store store(Settings section) {
        Path file = section.path("file", DEFAULT_FILE);
        Optional<String> url = section.optionalText("url");
        Optional<String> username = section.optionalText("username");
        Optional<Secret> password = section.optionalSecret("password");
        if (url.isEmpty()) {
            if (username.isPresent() || password.isPresent()) {
                section.mistake("url", "is missing", "A login is only of use with the address of a database");
            }
            return new File(file);
        }
        if (section.has("file")) {
            section.mistake("file", "is given beside url", "Give either a file or a database");
        }
        if (!url.get().startsWith(POSTGRESQL)) {
            section.mistake("url", "is no PostgreSQL address", "Write it as jdbc:postgresql://host:5432/database");
        } else if (url.get().contains("password=")) {
            section.mistake("url", "holds a password", "Give it as footman.journal.password");
        }
        return new Server(url.get(), username, password);
    }
}
