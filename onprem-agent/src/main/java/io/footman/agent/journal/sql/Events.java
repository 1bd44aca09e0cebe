package io.footman.agent.journal.sql;

import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Routing.Suppressed;
import io.footman.agent.model.SuppressionReason;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The SQL around events: from arrival to the decisions made about them. */
final class Events {
    private static final String INSERT = """
            INSERT INTO event (id, seq, received_at, state, due_at, leased, attempts, bytes)
            VALUES (?, ?, ?, 'waiting', ?, 0, 0, ?) ON CONFLICT (id) DO NOTHING""";
    private static final String INSERT_BODY = "INSERT INTO event_body (event_id, body) VALUES (?, ?)";
    static final String WAITING = """
            SELECT e.id, e.received_at, e.attempts, b.body FROM event e JOIN event_body b ON b.event_id = e.id
            WHERE e.state = 'waiting' AND e.due_at <= ? ORDER BY e.due_at, e.seq LIMIT ?""";
    private static final String LEASE = "UPDATE event SET due_at = ?, leased = 1, attempts = attempts + 1 WHERE id = ?";
    private static final String ROUTED =
            "UPDATE event SET state = 'routed', leased = 0, bytes = bytes + ? WHERE id = ? AND state = 'waiting'";
    private static final String INSERT_CONTEXT =
            "INSERT INTO event_context (event_id, context, script_log) VALUES (?, ?, ?)";
    private static final String POSTPONE =
            "UPDATE event SET due_at = ?, leased = 0, detail = ? WHERE id = ? AND state = 'waiting'";
    private static final String GIVE_UP =
            "UPDATE event SET state = 'dead', leased = 0, detail = ? WHERE id = ? AND state = 'waiting'";
    private static final String REPLAY = """
            UPDATE event SET state = 'waiting', due_at = ?, leased = 0, attempts = 0, detail = NULL
            WHERE id = ? AND state = 'dead'""";
    static final String FREE_LEASES =
            "UPDATE event SET due_at = received_at, leased = 0 WHERE state = 'waiting' AND leased = 1";
    private static final String DECIDE = """
            INSERT INTO decision (event_id, decided_at, rule_name, destination, recipient, reason, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";

    private final String waiting;
    private final Order order;
    private final Deliveries deliveries;

    Events(Dialect dialect, Order order, Deliveries deliveries) {
        this.waiting = WAITING + dialect.skipLocked("e");
        this.order = order;
        this.deliveries = deliveries;
    }

    /** An event ready to be stored. */
    record Parcel(String id, String body) {}

    private record Arrival(Parcel parcel, long seq) {}

    /** An event as it was stored. */
    record Row(String id, Instant receivedAt, int attempts, String body) {}

    List<Receipt> append(Statements sql, Notices notices, List<Parcel> parcels, long now) throws SQLException {
        Set<String> stored = new HashSet<>();
        for (Arrival arrival : inLockingOrder(parcels)) {
            Parcel parcel = arrival.parcel();
            if (sql.update(
                            INSERT,
                            parcel.id(),
                            arrival.seq(),
                            now,
                            now,
                            parcel.body().length())
                    > 0) {
                sql.update(INSERT_BODY, parcel.id(), parcel.body());
                stored.add(parcel.id());
                notices.eventsWaiting();
            }
        }
        // Of several with one id within the list, only the first is new.
        return parcels.stream()
                .map(parcel -> stored.remove(parcel.id()) ? Receipt.STORED : Receipt.DUPLICATE)
                .toList();
    }

    /**
     * Numbered as they arrived and sorted by id, each id once: two agents that receive the same events would otherwise wait
     * for each other.
     */
    private Collection<Arrival> inLockingOrder(List<Parcel> parcels) {
        Map<String, Arrival> arrivals = new TreeMap<>();
        for (Parcel parcel : parcels) {
            arrivals.putIfAbsent(parcel.id(), new Arrival(parcel, order.next()));
        }
        return arrivals.values();
    }

    List<Row> claim(Statements sql, int most, long now, long leaseEnd) throws SQLException {
        List<Row> rows = sql.list(
                waiting,
                row -> new Row(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getInt(3), row.getString(4)),
                now,
                most);
        for (Row row : rows) {
            sql.update(LEASE, leaseEnd, row.id());
        }
        return rows;
    }

    /** Does nothing for an event that was routed already: its lease had run out and another claim was quicker. */
    void routed(Statements sql, Notices notices, Routing routing, StoredJson.Packed context, long now)
            throws SQLException {
        String id = Keys.bounded(routing.context().event().id());
        if (sql.update(ROUTED, context.size(), id) == 0) {
            return;
        }
        sql.update(INSERT_CONTEXT, id, context.findings(), context.scriptLog());
        for (NewDelivery delivery : routing.deliveries()) {
            if (!deliveries.add(sql, notices, id, delivery, now)) {
                decide(sql, id, delivery, now);
            }
        }
        for (Suppressed suppressed : routing.suppressed()) {
            sql.update(
                    DECIDE,
                    id,
                    now,
                    suppressed.rule(),
                    suppressed.destination(),
                    "",
                    suppressed.reason().label(),
                    suppressed.detail());
        }
    }

    void postpone(Statements sql, String id, Instant until, String why) throws SQLException {
        sql.update(POSTPONE, until.toEpochMilli(), why, id);
    }

    /** Keeps an event that cannot be worked on, out of the way of the others. */
    void giveUp(Statements sql, String id, String why) throws SQLException {
        sql.update(GIVE_UP, why, id);
    }

    /** Lets an event that was given up be tried again; false when there is none. */
    boolean replay(Statements sql, Notices notices, String id, long now) throws SQLException {
        boolean replayed = sql.update(REPLAY, now, id) > 0;
        if (replayed) {
            notices.eventsWaiting();
        }
        return replayed;
    }

    /** Only for a store that has one process: whoever held these leases is gone. */
    static int freeLeases(Statements sql) throws SQLException {
        return sql.update(FREE_LEASES);
    }

    private static void decide(Statements sql, String eventId, NewDelivery delivery, long now) throws SQLException {
        sql.update(
                DECIDE,
                eventId,
                now,
                delivery.rule(),
                delivery.destination(),
                delivery.recipient(),
                SuppressionReason.ALREADY_TOLD.label(),
                "Another message about the same occurrence came first: " + delivery.key());
    }
}
