package io.footman.agent.journal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Removes settled history, and key-values whose time is over, in steps small enough that no write waits long. */
final class History {
    /** Ids and keys are remembered at least this long, whatever becomes of the rest: a late duplicate must be known. */
    private static final Duration LEAST_MEMORY = Duration.ofDays(7);

    private static final int PER_STEP = 200;

    static final String OLDEST = """
            SELECT e.id, e.seq, e.received_at, e.bytes,
              EXISTS (SELECT 1 FROM delivery d WHERE d.event_id = e.id AND d.state = 'waiting')
            FROM event e WHERE e.state IN ('routed', 'dead') AND e.seq > ? ORDER BY e.seq LIMIT ?""";
    private static final List<String> FORGET = List.of(
            "DELETE FROM event_body WHERE event_id = ?",
            "DELETE FROM event_context WHERE event_id = ?",
            "DELETE FROM decision WHERE event_id = ?",
            "UPDATE delivery SET state = 'forgotten', note = NULL, detail = NULL WHERE event_id = ?",
            "UPDATE event SET state = 'forgotten', detail = NULL, bytes = 0 WHERE id = ?");
    static final String FORGOTTEN =
            "SELECT id FROM event WHERE state = 'forgotten' AND received_at < ? ORDER BY received_at LIMIT ?";
    private static final List<String> REMOVE =
            List.of("DELETE FROM delivery WHERE event_id = ?", "DELETE FROM event WHERE id = ?");
    static final String REMOVE_LIMITS = """
            DELETE FROM rate_limit WHERE rate_key IN (
              SELECT r.rate_key FROM rate_limit r WHERE r.keep_until < ? AND NOT EXISTS (
                SELECT 1 FROM delivery d WHERE d.rate_key = r.rate_key AND d.state = 'waiting')
              LIMIT ?)""";

    private final Dialect dialect;

    History(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * How far pruning has come.
     *
     * @param last sequence number of the last event looked at
     * @param used size in bytes of what is stored
     * @param removed events whose history is gone
     * @param done whether there is nothing more to do
     */
    record Progress(long last, long used, int removed, boolean done) {
        static Progress start(long used) {
            return new Progress(0, used, 0, false);
        }
    }

    private record Candidate(String id, long seq, long receivedAt, long bytes, boolean due) {}

    /** Removes a part of the history that is older than {@code age} or beyond {@code most} bytes; the oldest first. */
    Progress step(Statements sql, Duration age, long most, Progress before, long now) throws SQLException {
        long memory = now - Math.max(age.toMillis(), LEAST_MEMORY.toMillis());
        Progress progress = forget(sql, now - age.toMillis(), most, before);
        List<String> forgotten = sql.list(FORGOTTEN, row -> row.getString(1), memory, PER_STEP);
        for (String id : forgotten) {
            forEach(sql, REMOVE, id);
        }
        int limits = sql.update(REMOVE_LIMITS, memory, PER_STEP);
        int keyValues = KeyValues.removeExpired(sql, now, PER_STEP);
        int reloads = SqlAppReloads.removeOld(sql, now - age.toMillis(), PER_STEP);
        boolean moreSpace = dialect.giveBackSpace(sql);
        boolean done = progress.done()
                && forgotten.size() < PER_STEP
                && limits < PER_STEP
                && keyValues < PER_STEP
                && reloads < PER_STEP
                && !moreSpace;
        return new Progress(progress.last(), progress.used(), progress.removed(), done);
    }

    private Progress forget(Statements sql, long oldest, long most, Progress before) throws SQLException {
        long last = before.last();
        long used = before.used();
        int removed = before.removed();
        List<Candidate> candidates = sql.list(OLDEST, History::candidate, last, PER_STEP);
        for (Candidate candidate : candidates) {
            if (used <= most && candidate.receivedAt() >= oldest) {
                return new Progress(last, used, removed, true);
            }
            if (!candidate.due()) {
                forEach(sql, FORGET, candidate.id());
                used = dialect.usedBytesAfter(sql, used, candidate.bytes());
                removed++;
            }
            last = candidate.seq();
        }
        return new Progress(last, used, removed, candidates.size() < PER_STEP);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBoolean(5));
    }

    private static void forEach(Statements sql, List<String> statements, String id) throws SQLException {
        for (String statement : statements) {
            sql.update(statement, id);
        }
    }
}
