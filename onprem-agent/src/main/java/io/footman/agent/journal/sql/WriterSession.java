package io.footman.agent.journal.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's connection: opened when needed, dropped when it can no longer be trusted. */
final class WriterSession {
    private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);

    private final Database database;
    private @Nullable Statements open;

    WriterSession(Database database) {
        this.database = database;
    }

    Statements statements() throws SQLException {
        Statements current = open;
        if (current == null) {
            current = database.openWriter();
            open = current;
        }
        return current;
    }

    /** Undoes the transaction; the connection is kept if that works and only the work was to blame. */
    void rollBack(boolean trusted) {
        Statements current = open;
        if (current == null) {
            return;
        }
        try {
            current.rollback();
            if (trusted) {
                return;
            }
        } catch (SQLException e) {
            // SQLite may have ended the transaction itself, a server may be gone: a new connection starts clean.
            LOG.debug("event=journal-rollback-failed", e);
        }
        open = null;
        database.discard(current);
    }

    void close() {
        Statements current = open;
        open = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                LOG.debug("event=journal-connection-close-failed", e);
            }
        }
    }
}
