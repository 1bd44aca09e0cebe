package io.footman.agent.journal.sql;

import java.sql.SQLException;

/**
 * One piece of a transaction. It may be executed more than once: when a neighbour in the same transaction fails, all is
 * rolled back and each piece is executed again on its own.
 */
@FunctionalInterface
interface Work<T> {
    T execute(Statements sql, Notices notices) throws SQLException;
}
