package io.footman.agent.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** At most one message per key is on its way, and none within the window after a success. */
final class RateLimits {
    private static final String READ = "SELECT last_success, held_back, busy_until FROM rate_limit WHERE rate_key = ?";
    private static final String OPEN = """
            INSERT INTO rate_limit (rate_key, last_success, held_back, busy_until, keep_until)
            VALUES (?, 0, 0, 0, ?) ON CONFLICT (rate_key) DO NOTHING""";
    private static final String OCCUPY = "UPDATE rate_limit SET busy_until = ?, busy_with = ? WHERE rate_key = ?";
    private static final String HOLD_BACK = "UPDATE rate_limit SET held_back = held_back + 1 WHERE rate_key = ?";
    private static final String SUCCESS = """
            UPDATE rate_limit SET last_success = ?, keep_until = ?,
              held_back = CASE WHEN held_back > ? THEN held_back - ? ELSE 0 END
            WHERE rate_key = ?""";
    private static final String FREE =
            "UPDATE rate_limit SET busy_until = 0, busy_with = NULL WHERE rate_key = ? AND busy_with = ?";
    static final String FREE_ALL = "UPDATE rate_limit SET busy_until = 0, busy_with = NULL WHERE rate_key IN"
            + " (SELECT rate_key FROM delivery WHERE state = 'waiting' AND rate_key IS NOT NULL)";

    private final String read;

    RateLimits(Dialect dialect) {
        this.read = READ + dialect.skipLocked("rate_limit");
    }

    /** What a limit says to a delivery that is due. */
    sealed interface Verdict {}

    /** Go, and tell how many were held back. */
    record Admitted(int heldBack) implements Verdict {}

    /** Another one with this key is on its way. */
    record Busy() implements Verdict {}

    /** Not to be sent at all. */
    record HeldBack(String why) implements Verdict {}

    private record Limit(long lastSuccess, int heldBack, long busyUntil) {}

    /** Asks the limit, and occupies it until the end of the lease if the delivery may go. */
    Verdict ask(Statements sql, String key, Duration window, String deliveryKey, long now, long leaseEnd)
            throws SQLException {
        Optional<Limit> found = read(sql, key);
        if (found.isEmpty()) {
            // Either there is none yet or another agent has it in hand; only the first lets us insert.
            if (sql.update(OPEN, key, now + window.toMillis()) == 0) {
                return new Busy();
            }
            found = read(sql, key);
        }
        Limit limit = found.orElseThrow();
        if (limit.busyUntil() > now) {
            return new Busy();
        }
        if (limit.lastSuccess() > 0 && now < limit.lastSuccess() + window.toMillis()) {
            sql.update(HOLD_BACK, key);
            return new HeldBack("The last message like this was delivered at "
                    + Instant.ofEpochMilli(limit.lastSuccess()) + ", and the rate limit allows one in " + window);
        }
        sql.update(OCCUPY, leaseEnd, deliveryKey, key);
        return new Admitted(limit.heldBack());
    }

    void succeeded(Statements sql, String key, Duration window, String deliveryKey, int heldBackTold, long now)
            throws SQLException {
        sql.update(SUCCESS, now, now + window.toMillis(), heldBackTold, heldBackTold, key);
        free(sql, key, deliveryKey);
    }

    /** Lets the next one go; does nothing when another delivery has taken over. */
    void free(Statements sql, String key, String deliveryKey) throws SQLException {
        sql.update(FREE, key, deliveryKey);
    }

    static void freeAll(Statements sql) throws SQLException {
        sql.update(FREE_ALL);
    }

    private Optional<Limit> read(Statements sql, String key) throws SQLException {
        return sql.first(read, row -> new Limit(row.getLong(1), row.getInt(2), row.getLong(3)), key);
    }
}
