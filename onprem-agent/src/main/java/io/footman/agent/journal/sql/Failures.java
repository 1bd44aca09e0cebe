package io.footman.agent.journal.sql;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Tells whose fault a failed transaction is: one write's, a neighbour agent's, or the store's. */
final class Failures {
    private static final int SQLSTATE_CLASS = 2;

    private final String store;

    /** @param store how the store is called in messages, without secrets */
    Failures(String store) {
        this.store = store;
    }

    /** Another agent wanted the same rows, or a tool wrote to the file: trying again helps. */
    static boolean isCollision(Throwable failure) {
        return failure instanceof SQLException sql
                && (stateClass(sql).equals("40") || isSqlite(sql, SQLiteErrorCode.SQLITE_BUSY));
    }

    /** One write is to blame, the store is well. */
    static boolean isPoison(Throwable failure) {
        if (!(failure instanceof SQLException sql)) {
            // A defect in the work itself; an Error says that the whole process is unwell.
            return failure instanceof RuntimeException;
        }
        return switch (stateClass(sql)) {
            case "22", "23", "54" -> true;
            case "" ->
                isSqlite(sql, SQLiteErrorCode.SQLITE_CONSTRAINT)
                        || isSqlite(sql, SQLiteErrorCode.SQLITE_TOOBIG)
                        || isSqlite(sql, SQLiteErrorCode.SQLITE_MISMATCH);
            default -> false;
        };
    }

    /** Cause and remedy in one line. */
    String explain(Throwable failure) {
        if (failure instanceof SQLException sql) {
            return store + " " + problem(sql);
        }
        return store + " cannot be used (" + failure + ")";
    }

    private static String problem(SQLException failure) {
        String state = stateClass(failure);
        if (state.isEmpty()) {
            return sqliteProblem(failure);
        }
        if ("53100".equals(failure.getSQLState())) {
            return "is full. Free disk space on the database server";
        }
        if ("25006".equals(failure.getSQLState())) {
            return "takes no writes. Let the address lead to the primary server, not to a standby";
        }
        return switch (state) {
            case "08", "57" -> "cannot be reached (" + root(failure) + "). Check address, network and server";
            case "28" -> "refuses the login (" + root(failure) + "). Check footman.journal.username and password";
            case "3D" -> "does not exist (" + root(failure) + "). Create the database";
            case "40" ->
                "is busy (" + root(failure) + "). It is tried again; see the database server's log if it lasts";
            case "53" -> "is short of resources (" + root(failure) + "). Check the database server";
            default -> "cannot be used (" + root(failure) + "). Check the database server's log";
        };
    }

    private static String sqliteProblem(SQLException failure) {
        if (isSqlite(failure, SQLiteErrorCode.SQLITE_FULL)) {
            return "cannot grow: the disk is full. Free disk space; nothing is lost and it goes on by itself";
        }
        if (isSqlite(failure, SQLiteErrorCode.SQLITE_READONLY)
                || isSqlite(failure, SQLiteErrorCode.SQLITE_CANTOPEN)
                || isSqlite(failure, SQLiteErrorCode.SQLITE_PERM)) {
            return "cannot be written. Check the rights of the service account on the file and its folder";
        }
        if (isSqlite(failure, SQLiteErrorCode.SQLITE_CORRUPT) || isSqlite(failure, SQLiteErrorCode.SQLITE_NOTADB)) {
            return "is damaged or is no journal. Stop the agent, move the file away and restore a backup, if there is one";
        }
        if (isSqlite(failure, SQLiteErrorCode.SQLITE_BUSY) || isSqlite(failure, SQLiteErrorCode.SQLITE_LOCKED)) {
            return "is locked by another program. Close tools that have the file open";
        }
        return "cannot be used (" + root(failure) + "). Check the disk, its file system and its free space";
    }

    private static boolean isSqlite(SQLException failure, SQLiteErrorCode code) {
        return failure instanceof org.sqlite.SQLiteException && failure.getErrorCode() == code.code;
    }

    private static String stateClass(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < SQLSTATE_CLASS ? "" : state.substring(0, SQLSTATE_CLASS);
    }

    /** The innermost message, on one line. */
    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return (message == null ? cause.getClass().getSimpleName() : message).replaceAll("\\s+", " ");
    }
}
