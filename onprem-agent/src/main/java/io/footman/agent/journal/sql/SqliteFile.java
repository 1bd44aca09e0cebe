package io.footman.agent.journal.sql;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How an SQLite file is opened: every commit is on the disk when it returns. */
final class SqliteFile {
    private static final int BUSY_MILLIS = 5_000;
    /** Negative means KiB: up to 8 MB of pages per connection; the operating system caches the rest. */
    private static final int CACHE_SIZE = -8_000;
    /** The write-ahead log is cut back to this after a flood. */
    private static final int WAL_BYTES = 64 << 20;

    private SqliteFile() {}

    static DataSource source(Path file) throws SQLException {
        String url = "jdbc:sqlite:" + file.toAbsolutePath();
        createPrivate(file);
        prepare(url);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // The driver begins the next transaction right after a commit; only a deferred one leaves the file unlocked
        // meanwhile.
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(CACHE_SIZE);
        config.setJournalSizeLimit(WAL_BYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    /** Messages and key-values are nobody else's business. SQLite gives the files beside it the same rights. */
    private static void createPrivate(Path file) throws SQLException {
        try {
            if (Files.notExists(file)
                    && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            // Made meanwhile.
        } catch (IOException e) {
            throw new SQLException("The file cannot be made: " + e, e);
        }
    }

    /** Space can only be given back if the file is told so before anything else is stored in it. */
    private static void prepare(String url) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }
}
