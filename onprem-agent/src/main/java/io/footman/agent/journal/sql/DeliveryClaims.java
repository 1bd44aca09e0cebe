package io.footman.agent.journal.sql;

import io.footman.agent.model.SuppressionReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes due deliveries out of the journal, asking the rate limits. */
final class DeliveryClaims {
    /** Most messages that one claim holds back: the rest waits for the next claim, so that no claim takes long. */
    private static final int MOST_HELD_BACK = 1_000;
    /** Least rows looked at in one go, so that a run of held-back messages does not cost a query each. */
    private static final int LEAST_LOOKED_AT = 16;

    static final String DUE = """
            SELECT d.delivery_key, d.rule_name, d.recipient, d.event_id, d.created_at, d.attempts, d.rate_key,
              d.rate_window, d.note
            FROM delivery d
            WHERE d.state = 'waiting' AND d.destination = ? AND d.due_at <= ?
              AND (d.rate_key IS NULL
                OR NOT EXISTS (SELECT 1 FROM rate_limit r WHERE r.rate_key = d.rate_key AND r.busy_until > ?))
            ORDER BY d.due_at, d.seq LIMIT ?""";
    private static final String LEASE =
            "UPDATE delivery SET due_at = ?, leased = 1, attempts = attempts + 1 WHERE delivery_key = ?";
    private static final String SUPPRESS =
            "UPDATE delivery SET state = 'suppressed', settled_at = ?, reason = ?, detail = ? WHERE delivery_key = ?";
    private static final String CONTEXT = """
            SELECT b.body, c.context, c.script_log
            FROM event_body b LEFT JOIN event_context c ON c.event_id = b.event_id WHERE b.event_id = ?""";

    private final String due;
    private final RateLimits limits;

    DeliveryClaims(Dialect dialect, RateLimits limits) {
        this.due = DUE + dialect.skipLocked("d");
        this.limits = limits;
    }

    /** A delivery as it was stored. */
    record Row(
            String key,
            String rule,
            String recipient,
            String eventId,
            Instant createdAt,
            int attempts,
            @Nullable String rateKey,
            Duration rateWindow,
            @Nullable String note) {}

    /** A delivery claimed, with its event as stored; the body is missing when the row is damaged. */
    record Claimed(Row row, int heldBack, @Nullable String body, StoredJson.@Nullable Packed context) {}

    List<Claimed> claim(Statements sql, String destination, int most, long now, long leaseEnd) throws SQLException {
        List<Claimed> claimed = new ArrayList<>();
        int heldBack = 0;
        boolean more = true;
        while (more && claimed.size() < most && heldBack < MOST_HELD_BACK) {
            int limit = Math.max(most - claimed.size(), LEAST_LOOKED_AT);
            List<Row> rows = sql.list(due, DeliveryClaims::row, destination, now, now, limit);
            int settledBefore = claimed.size() + heldBack;
            for (Row row : rows) {
                if (claimed.size() == most) {
                    break;
                }
                RateLimits.Verdict verdict = ask(sql, row, now, leaseEnd);
                if (verdict instanceof RateLimits.Admitted admitted) {
                    sql.update(LEASE, leaseEnd, row.key());
                    claimed.add(withContext(sql, row, admitted.heldBack()));
                } else if (verdict instanceof RateLimits.HeldBack held) {
                    sql.update(SUPPRESS, now, SuppressionReason.RATE_LIMITED.label(), held.why(), row.key());
                    heldBack++;
                }
            }
            more = rows.size() == limit && claimed.size() + heldBack > settledBefore;
        }
        return claimed;
    }

    private RateLimits.Verdict ask(Statements sql, Row row, long now, long leaseEnd) throws SQLException {
        return row.rateKey() == null
                ? new RateLimits.Admitted(0)
                : limits.ask(sql, row.rateKey(), row.rateWindow(), row.key(), now, leaseEnd);
    }

    private static Claimed withContext(Statements sql, Row row, int heldBack) throws SQLException {
        Optional<Claimed> claimed = sql.first(
                CONTEXT,
                found -> {
                    String findings = found.getString(2);
                    return new Claimed(
                            row,
                            heldBack,
                            found.getString(1),
                            findings == null ? null : new StoredJson.Packed(findings, found.getBytes(3)));
                },
                row.eventId());
        return claimed.orElseGet(() -> new Claimed(row, heldBack, null, null));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getInt(6),
                row.getString(7),
                Duration.ofMillis(row.getLong(8)),
                row.getString(9));
    }
}
