package io.footman.agent.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Removes settled history in steps small enough that no write waits long. */
final class History {
    /** Ids and keys are remembered at least this long, whatever becomes of the rest: a late duplicate must be known. */
    private static final Duration LEAST_MEMORY = Duration.ofDays(7);

    private static final int PER_STEP = 200;

    private static final String OLDEST = """
            SELECT e.id, e.seq, e.received_at FROM event e
            WHERE e.state IN ('routed', 'dead') AND e.seq > ?
              AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.event_id = e.id AND d.state = 'waiting')
            ORDER BY e.seq LIMIT ?""";
    private static final List<String> FORGET = List.of(
            "DELETE FROM event_body WHERE event_id = ?",
            "DELETE FROM event_context WHERE event_id = ?",
            "DELETE FROM decision WHERE event_id = ?",
            "UPDATE delivery SET state = 'forgotten', note = NULL, detail = NULL WHERE event_id = ?",
            "UPDATE event SET state = 'forgotten', detail = NULL, bytes = 0 WHERE id = ?");
    private static final String FORGOTTEN =
            "SELECT id FROM event WHERE state = 'forgotten' AND received_at < ? ORDER BY received_at LIMIT ?";
    private static final List<String> REMOVE =
            List.of("DELETE FROM delivery WHERE event_id = ?", "DELETE FROM event WHERE id = ?");
    private static final String REMOVE_LIMITS = """
            DELETE FROM rate_limit WHERE rate_key IN (
              SELECT r.rate_key FROM rate_limit r WHERE r.keep_until < ? AND NOT EXISTS (
                SELECT 1 FROM delivery d WHERE d.rate_key = r.rate_key AND d.state = 'waiting')
              LIMIT ?)""";

    private final Dialect dialect;

    History(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * What one step did.
     *
     * @param removed events whose history is gone now
     * @param last where the next step goes on
     * @param more whether there is a next step
     */
    record Step(int removed, long last, boolean more) {}

    private record Candidate(String id, long seq, long receivedAt) {}

    /** Removes the oldest history while it is older than {@code age} or the store is larger than {@code bytes}. */
    Step step(Statements sql, Duration age, long bytes, long after, long now) throws SQLException {
        boolean tooLarge = dialect.usedBytes(sql) > bytes;
        long oldest = now - age.toMillis();
        int removed = 0;
        long last = after;
        List<Candidate> candidates = sql.list(
                OLDEST, row -> new Candidate(row.getString(1), row.getLong(2), row.getLong(3)), after, PER_STEP);
        for (Candidate candidate : candidates) {
            if (!tooLarge && candidate.receivedAt() >= oldest) {
                break;
            }
            forEach(sql, FORGET, candidate.id());
            last = candidate.seq();
            removed++;
        }
        long memory = now - Math.max(age.toMillis(), LEAST_MEMORY.toMillis());
        List<String> forgotten = sql.list(FORGOTTEN, row -> row.getString(1), memory, PER_STEP);
        for (String id : forgotten) {
            forEach(sql, REMOVE, id);
        }
        int limits = sql.update(REMOVE_LIMITS, memory, PER_STEP);
        dialect.giveBackSpace(sql);
        boolean more = removed == PER_STEP || forgotten.size() == PER_STEP || limits == PER_STEP;
        return new Step(removed, last, more);
    }

    private static void forEach(Statements sql, List<String> statements, String id) throws SQLException {
        for (String statement : statements) {
            sql.update(statement, id);
        }
    }
}
