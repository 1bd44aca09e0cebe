package io.footman.agent.journal.sql;

import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Routing.RateLimit;
import io.footman.agent.journal.Settlement;
import io.footman.agent.model.FailureReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL around deliveries: added, settled, replayed. {@link DeliveryClaims} takes them out. */
final class Deliveries {
    private static final String INSERT = """
            INSERT INTO delivery (delivery_key, seq, event_id, rule_name, destination, recipient, state, due_at, leased,
              attempts, created_at, rate_key, rate_window, note)
            VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, 0, 0, ?, ?, ?, ?) ON CONFLICT (delivery_key) DO NOTHING""";
    private static final String READ =
            "SELECT event_id, destination, rate_key, rate_window FROM delivery WHERE delivery_key = ?";
    private static final String DELIVERED = """
            UPDATE delivery SET state = 'delivered', leased = 0, settled_at = ?, reason = NULL, detail = ?
            WHERE delivery_key = ? AND state <> 'delivered'""";
    private static final String RETRY = """
            UPDATE delivery SET due_at = ?, leased = 0, reason = ?, detail = ?
            WHERE delivery_key = ? AND state = 'waiting'""";
    private static final String RELEASED = """
            UPDATE delivery SET due_at = ?, leased = 0, attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END
            WHERE delivery_key = ? AND state = 'waiting'""";
    private static final String DEAD = """
            UPDATE delivery SET state = 'dead', leased = 0, settled_at = ?, reason = ?, detail = ?
            WHERE delivery_key = ? AND state = 'waiting'""";
    private static final String REPLAY = """
            UPDATE delivery SET state = 'waiting', leased = 0, due_at = ?, created_at = ?, attempts = 0, settled_at = NULL,
              reason = NULL, detail = NULL
            WHERE delivery_key = ? AND state = 'dead'""";
    static final String FREE_LEASES =
            "UPDATE delivery SET due_at = created_at, leased = 0 WHERE state = 'waiting' AND leased = 1";

    private final Order order;
    private final RateLimits limits;

    Deliveries(Order order, RateLimits limits) {
        this.order = order;
        this.limits = limits;
    }

    /** What is needed to know about a delivery to settle it. */
    private record Row(
            String eventId, String destination, @Nullable String rateKey, Duration rateWindow) {}

    /** Adds a delivery that is due at once; false when there is one with its key already. */
    boolean add(Statements sql, Notices notices, String eventId, NewDelivery delivery, long now) throws SQLException {
        Optional<RateLimit> limit = delivery.rateLimit();
        int added = sql.update(
                INSERT,
                Keys.bounded(delivery.key()),
                order.next(),
                eventId,
                delivery.rule(),
                delivery.destination(),
                delivery.recipient(),
                now,
                now,
                limit.map(RateLimit::key).map(Keys::bounded).orElse(null),
                limit.map(RateLimit::window).orElse(Duration.ZERO).toMillis(),
                delivery.note().orElse(null));
        if (added > 0) {
            notices.deliveriesDue(delivery.destination());
        }
        return added > 0;
    }

    /** Does nothing for a delivery that is not known or was settled before: its lease had run out meanwhile. */
    void settle(Statements sql, Notices notices, Settlement settlement, long now) throws SQLException {
        String key = Keys.bounded(settlement.deliveryKey());
        Optional<Row> found = read(sql, key);
        if (found.isEmpty()) {
            return;
        }
        Row row = found.get();
        if (settlement instanceof Settlement.Delivered delivered) {
            delivered(sql, delivered, key, row, now);
        } else if (settlement instanceof Settlement.Retry retry) {
            sql.update(RETRY, retry.at().toEpochMilli(), retry.reason().label(), retry.detail(), key);
        } else if (settlement instanceof Settlement.Released released) {
            sql.update(RELEASED, released.at().toEpochMilli(), key);
        } else if (settlement instanceof Settlement.Dead dead) {
            dead(sql, notices, dead, key, row, now);
        }
        if (row.rateKey() != null) {
            limits.free(sql, row.rateKey(), key);
        }
        notices.deliveriesDue(row.destination());
    }

    /** Gives up a delivery whose stored form is damaged. */
    void giveUp(Statements sql, String key, String why, long now) throws SQLException {
        sql.update(DEAD, now, FailureReason.INTERNAL.label(), why, key);
        Optional<Row> row = read(sql, key);
        if (row.isPresent() && row.get().rateKey() != null) {
            limits.free(sql, row.get().rateKey(), key);
        }
    }

    boolean replay(Statements sql, Notices notices, String key, long now) throws SQLException {
        if (sql.update(REPLAY, now, now, key) == 0) {
            return false;
        }
        read(sql, key).ifPresent(row -> notices.deliveriesDue(row.destination()));
        return true;
    }

    /** Only for a store that has one process: whoever held these leases is gone. */
    static int freeLeases(Statements sql) throws SQLException {
        RateLimits.freeAll(sql);
        return sql.update(FREE_LEASES);
    }

    /** A success counts even for a delivery that was given up meanwhile: it did reach its recipient. */
    private void delivered(Statements sql, Settlement.Delivered delivered, String key, Row row, long now)
            throws SQLException {
        if (sql.update(DELIVERED, now, delivered.detail(), key) > 0 && row.rateKey() != null) {
            limits.succeeded(sql, row.rateKey(), row.rateWindow(), key, delivered.heldBackTold(), now);
        }
    }

    private void dead(Statements sql, Notices notices, Settlement.Dead dead, String key, Row row, long now)
            throws SQLException {
        if (sql.update(DEAD, now, dead.reason().label(), dead.detail(), key) == 0) {
            return;
        }
        for (NewDelivery fallback : dead.fallbacks()) {
            add(sql, notices, row.eventId(), fallback, now);
        }
    }

    private static Optional<Row> read(Statements sql, String key) throws SQLException {
        return sql.first(
                READ,
                row -> new Row(row.getString(1), row.getString(2), row.getString(3), Duration.ofMillis(row.getLong(4))),
                key);
    }
}
