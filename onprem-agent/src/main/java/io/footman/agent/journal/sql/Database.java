package io.footman.agent.journal.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** An opened store with its schema in place: connections to write and to read. */
final class Database implements AutoCloseable {
    /** One for the writer, one for the scheduler, the others for reads. */
    private static final int MOST_CONNECTIONS = 5;

    private static final long CONNECT_MILLIS = 5_000;

    private final Dialect dialect;
    private final Failures failures;
    private final HikariDataSource connections;
    private final AutoCloseable guard;

    private Database(Dialect dialect, Failures failures, HikariDataSource connections, AutoCloseable guard) {
        this.dialect = dialect;
        this.failures = failures;
        this.connections = connections;
        this.guard = guard;
    }

    /**
     * Opens the store and brings its schema up to date.
     *
     * @throws InvalidSettingsException when the store cannot be used, with the key to look at and a remedy
     */
    static Database open(JournalSettings.Store store) {
        return open(store, UnaryOperator.identity());
    }

    /** As {@link #open(JournalSettings.Store)}; {@code behind} may change what a new connection finds. */
    static Database open(JournalSettings.Store store, UnaryOperator<DataSource> behind) {
        Failures failures = new Failures(store.describe());
        if (store instanceof JournalSettings.File file) {
            FileGuard guard = FileGuard.take(file.path());
            try {
                return open(Dialect.SQLITE, failures, behind.apply(SqliteFile.source(file.path())), "file", guard);
            } catch (SQLException | RuntimeException e) {
                guard.close();
                throw refused("file", failures, e);
            }
        }
        JournalSettings.Server server = (JournalSettings.Server) store;
        try {
            return open(Dialect.POSTGRESQL, failures, behind.apply(PostgresServer.source(server)), "url", () -> {});
        } catch (RuntimeException e) {
            throw refused("url", failures, e);
        }
    }

    private static Database open(
            Dialect dialect, Failures failures, DataSource source, String key, AutoCloseable guard) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("footman-journal");
        config.setDataSource(source);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setInitializationFailTimeout(-1);
        HikariDataSource connections = new HikariDataSource(config);
        try {
            try (Connection tried = source.getConnection()) {
                tried.getMetaData().getDatabaseProductVersion();
            }
            Schema.bringUpToDate(connections, "footman.journal." + key);
            return new Database(dialect, failures, connections, guard);
        } catch (SQLException | RuntimeException e) {
            connections.close();
            throw refused(key, failures, e);
        }
    }

    private static InvalidSettingsException refused(String key, Failures failures, Exception cause) {
        if (cause instanceof InvalidSettingsException known) {
            return known;
        }
        Throwable innermost = cause;
        while (innermost != null && !(innermost instanceof SQLException)) {
            innermost = innermost.getCause();
        }
        String problem = failures.explain(innermost instanceof SQLException sql ? sql : cause);
        int remedy = problem.indexOf(". ");
        InvalidSettingsException refused = new InvalidSettingsException(List.of(new Mistake(
                "footman.journal." + key,
                remedy < 0 ? problem : problem.substring(0, remedy),
                remedy < 0 ? "Check the log" : problem.substring(remedy + 2))));
        refused.initCause(cause);
        return refused;
    }

    Dialect dialect() {
        return dialect;
    }

    Failures failures() {
        return failures;
    }

    /** For a library that keeps tables of its own here. */
    DataSource connections() {
        return connections;
    }

    /** A connection that writes in transactions. */
    Statements openWriter() throws SQLException {
        Connection connection = connections.getConnection();
        connection.setAutoCommit(false);
        return new Statements(connection);
    }

    /** Ends a connection that is not to be used again. */
    void discard(Statements sql) {
        connections.evictConnection(sql.connection());
    }

    /** Something read. */
    @FunctionalInterface
    interface Query<T> {
        T read(Statements sql) throws SQLException;
    }

    /**
     * Reads what is committed.
     *
     * @throws JournalUnavailableException when the store cannot be read
     */
    <T> T read(Query<T> query) {
        try (Statements sql = new Statements(connections.getConnection())) {
            return query.read(sql);
        } catch (SQLException e) {
            throw new JournalUnavailableException(failures.explain(e), e);
        }
    }

    @Override
    public void close() {
        connections.close();
        try {
            guard.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
