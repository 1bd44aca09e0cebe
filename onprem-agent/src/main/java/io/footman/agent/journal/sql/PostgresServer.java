package io.footman.agent.journal.sql;

import io.footman.model.settings.Secret;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** How a PostgreSQL database is reached. */
final class PostgresServer {
    private static final int CONNECT_SECONDS = 5;
    /** A server that vanished without a word is noticed after this. */
    private static final int SOCKET_SECONDS = 60;

    private PostgresServer() {}

    static DataSource source(JournalSettings.Server server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("footman-agent");
        source.setUrl(server.url());
        server.username().ifPresent(source::setUser);
        server.password().map(Secret::reveal).ifPresent(source::setPassword);
        return source;
    }
}
