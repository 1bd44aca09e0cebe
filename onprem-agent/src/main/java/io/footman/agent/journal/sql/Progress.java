package io.footman.agent.journal.sql;

import io.footman.agent.journal.EventProgress;
import io.footman.agent.journal.EventProgress.DeliveryProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The SQL that follows one event. */
final class Progress {
    static final String EVENT = "SELECT state, detail FROM event WHERE id = ?";
    static final String DELIVERIES = """
            SELECT destination, recipient, state, attempts, reason, detail FROM delivery
            WHERE event_id = ? ORDER BY seq""";
    static final String BODY = "SELECT body FROM event_body WHERE event_id = ?";

    private Progress() {}

    /** The event is read first: of one that is routed then, all deliveries are there. */
    static Optional<EventProgress> of(Statements sql, String eventId) throws SQLException {
        Optional<EventProgress> event = sql.first(EVENT, Progress::event, eventId);
        if (event.isEmpty()) {
            return event;
        }
        List<DeliveryProgress> deliveries = sql.list(DELIVERIES, Progress::delivery, eventId);
        return event.map(found -> new EventProgress(found.stage(), found.detail(), deliveries));
    }

    static Optional<String> body(Statements sql, String eventId) throws SQLException {
        return sql.first(BODY, row -> row.getString(1), eventId);
    }

    private static EventProgress event(ResultSet row) throws SQLException {
        return new EventProgress(
                EventProgress.Stage.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString(2)),
                List.of());
    }

    private static DeliveryProgress delivery(ResultSet row) throws SQLException {
        return new DeliveryProgress(
                row.getString(1),
                row.getString(2),
                DeliveryProgress.State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getInt(4),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)));
    }
}
