package io.footman.agent.journal.sql;

import java.sql.SQLException;

/** The few places where SQLite and PostgreSQL differ. */
enum Dialect {
    /** One process: rows need no locks. */
    SQLITE {
        @Override
        void beginWriting(Statements sql) throws SQLException {
            // Whoever has read first and then writes is refused if another connection has written meanwhile. Whoever
            // writes
            // first waits for the other.
            sql.update("UPDATE pulse SET beat_at = beat_at WHERE id = 1");
        }

        @Override
        String skipLocked(String table) {
            return "";
        }

        @Override
        long usedBytes(Statements sql) throws SQLException {
            long pages = pragma(sql, "page_count") - pragma(sql, "freelist_count");
            return pages * pragma(sql, "page_size");
        }

        @Override
        long usedBytesAfter(Statements sql, long before, long removed) throws SQLException {
            return usedBytes(sql);
        }

        @Override
        boolean giveBackSpace(Statements sql) throws SQLException {
            // Each step of the statement frees one page: a prepared one would be stepped only once.
            sql.run("PRAGMA incremental_vacuum(" + PAGES_PER_STEP + ")");
            return pragma(sql, "freelist_count") > 0;
        }

        private long pragma(Statements sql, String name) throws SQLException {
            return sql.first("PRAGMA " + name, row -> row.getLong(1)).orElse(0L);
        }
    },

    /** Several agents: rows that another one has in hand are passed over. */
    POSTGRESQL {
        @Override
        void beginWriting(Statements sql) {
            // Rows are locked as they are changed.
        }

        @Override
        String skipLocked(String table) {
            return " FOR UPDATE OF " + table + " SKIP LOCKED";
        }

        @Override
        long usedBytes(Statements sql) throws SQLException {
            // The tables' own size falls only when autovacuum has been there: what the history holds is added up.
            return sql.first(
                            "SELECT COALESCE(SUM(bytes), 0) FROM event WHERE state IN ('routed', 'dead')",
                            row -> row.getLong(1))
                    .orElse(0L);
        }

        @Override
        long usedBytesAfter(Statements sql, long before, long removed) {
            return before - removed;
        }

        @Override
        boolean giveBackSpace(Statements sql) {
            // Autovacuum makes the space usable again.
            return false;
        }
    };

    private static final int PAGES_PER_STEP = 2_000;

    /** Makes sure that a transaction which will write is not overtaken by one of another connection. */
    abstract void beginWriting(Statements sql) throws SQLException;

    /** Ends a SELECT of rows to be claimed, so that no other agent gets them before this transaction ends. */
    abstract String skipLocked(String table);

    /** Size of what is stored. */
    abstract long usedBytes(Statements sql) throws SQLException;

    /** Size after rows with {@code removed} bytes were deleted: measured where that is cheap, else calculated. */
    abstract long usedBytesAfter(Statements sql, long before, long removed) throws SQLException;

    /** Returns a part of the freed space to the operating system; true when there is more. */
    abstract boolean giveBackSpace(Statements sql) throws SQLException;
}
