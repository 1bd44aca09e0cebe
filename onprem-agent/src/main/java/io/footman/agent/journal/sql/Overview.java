package io.footman.agent.journal.sql;

import io.footman.agent.journal.Backlog;
import io.footman.agent.journal.DeadLetter;
import io.footman.agent.model.FailureReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The journal as lanes and operators look at it: reads of what is committed. */
final class Overview {
    static final String NEXT_DUE = """
            SELECT d.due_at FROM delivery d
            WHERE d.state = 'waiting' AND d.destination = ?
              AND (d.rate_key IS NULL OR NOT EXISTS (SELECT 1 FROM rate_limit r
                WHERE r.rate_key = d.rate_key AND r.busy_until > ? AND r.busy_until > d.due_at))
            ORDER BY d.due_at, d.seq LIMIT 1""";
    static final String NEXT_DESTINATION =
            "SELECT MIN(destination) FROM delivery WHERE state = 'waiting' AND destination > ?";
    static final String EVENTS = "SELECT COUNT(*) FROM event WHERE state = 'waiting'";
    static final String DELIVERIES =
            "SELECT destination, COUNT(*), MIN(created_at) FROM delivery WHERE state = 'waiting' GROUP BY destination";
    private static final String OLDEST_EVENT = "SELECT MIN(received_at) FROM event WHERE state = 'waiting'";
    static final String DEAD_LETTERS = "SELECT COUNT(*) FROM delivery WHERE state = 'dead'";
    static final String DEAD_EVENTS = "SELECT COUNT(*) FROM event WHERE state = 'dead'";
    static final String LIST_DEAD_LETTERS = """
            SELECT delivery_key, destination, recipient, event_id, settled_at, reason, detail FROM delivery
            WHERE state = 'dead' ORDER BY settled_at DESC LIMIT ?""";

    static final String LIST_DEAD_EVENTS =
            "SELECT id, received_at, detail FROM event WHERE state = 'dead' ORDER BY received_at DESC LIMIT ?";

    private Overview() {}

    /** A delivery that only waits for another one with its rate key does not count: the other one's end is told. */
    static Optional<Instant> nextDue(Statements sql, String destination, long now) throws SQLException {
        return sql.first(NEXT_DUE, row -> Instant.ofEpochMilli(row.getLong(1)), destination, now);
    }

    /** Hops from name to name in the index, however many deliveries wait. */
    static List<String> waitingDestinations(Statements sql) throws SQLException {
        List<String> names = new ArrayList<>();
        Optional<String> next = nextDestination(sql, "");
        while (next.isPresent()) {
            names.add(next.get());
            next = nextDestination(sql, next.get());
        }
        return List.copyOf(names);
    }

    static Backlog backlog(Statements sql) throws SQLException {
        Map<String, Long> deliveries = new HashMap<>();
        List<Long> oldestDeliveries = sql.list(DELIVERIES, row -> {
            deliveries.put(row.getString(1), row.getLong(2));
            return row.getLong(3);
        });
        List<Long> oldestEvent = sql.list(OLDEST_EVENT, row -> row.getLong(1)).stream()
                .filter(time -> time > 0)
                .toList();
        return new Backlog(
                count(sql, EVENTS),
                deliveries,
                count(sql, DEAD_LETTERS) + count(sql, DEAD_EVENTS),
                Stream.concat(oldestDeliveries.stream(), oldestEvent.stream())
                        .min(Long::compare)
                        .map(Instant::ofEpochMilli));
    }

    static List<DeadLetter> deadLetters(Statements sql, int most) throws SQLException {
        return Stream.concat(
                        sql.list(LIST_DEAD_LETTERS, Overview::deadLetter, most).stream(),
                        sql.list(LIST_DEAD_EVENTS, Overview::deadEvent, most).stream())
                .sorted(Comparator.comparing(DeadLetter::diedAt).reversed())
                .limit(most)
                .toList();
    }

    private static DeadLetter deadEvent(ResultSet row) throws SQLException {
        String id = row.getString(1);
        return new DeadLetter(
                id, "", "", id, Instant.ofEpochMilli(row.getLong(2)), FailureReason.INTERNAL, row.getString(3));
    }

    private static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                FailureReason.valueOf(row.getString(6).toUpperCase(Locale.ROOT).replace('-', '_')),
                row.getString(7));
    }

    private static Optional<String> nextDestination(Statements sql, String after) throws SQLException {
        return Optional.ofNullable(
                sql.list(NEXT_DESTINATION, row -> row.getString(1), after).get(0));
    }

    private static long count(Statements sql, String query) throws SQLException {
        return sql.first(query, row -> row.getLong(1)).orElse(0L);
    }
}
