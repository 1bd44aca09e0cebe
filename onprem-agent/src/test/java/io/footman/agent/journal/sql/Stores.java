package io.footman.agent.journal.sql;

import io.footman.agent.journal.sql.JournalSettings.Store;
import io.footman.model.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Offers empty stores to tests: a file of their own, or a database of their own in one real PostgreSQL for all. */
final class Stores implements ParameterResolver {
    /** The kinds of stores that the contract is tested on. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /** Makes stores; PostgreSQL is started when first asked for. */
    static final class Maker implements AutoCloseable {
        private EmbeddedPostgres postgres;

        Store make(Kind kind, Path folder) {
            return kind == Kind.SQLITE ? new JournalSettings.File(folder.resolve("data/footman.db")) : database();
        }

        synchronized JournalSettings.Server database() {
            try {
                if (postgres == null) {
                    postgres = EmbeddedPostgres.start();
                }
                String name = "journal_" + UUID.randomUUID().toString().replace("-", "");
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + name);
                }
                return new JournalSettings.Server(
                        "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name,
                        Optional.of("postgres"),
                        Optional.of(new Secret("postgres")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public synchronized void close() throws IOException {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    /** A connection beside the journal, to look at and to damage what is stored. */
    static Connection connect(Store store) throws SQLException {
        if (store instanceof JournalSettings.Server server) {
            return DriverManager.getConnection(server.url(), "postgres", "postgres");
        }
        return DriverManager.getConnection("jdbc:sqlite:" + ((JournalSettings.File) store).path());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Maker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(Stores.class))
                .getOrComputeIfAbsent(Maker.class);
    }
}
