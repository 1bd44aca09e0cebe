package io.footman.agent.journal.sql;

import io.footman.agent.journal.KeyValue;
import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.journal.KeyValueStore.Placement;
import io.footman.agent.journal.KeyValueStore.Refused;
import io.footman.agent.journal.KeyValueStore.Removal;
import io.footman.agent.journal.KeyValueStore.Stored;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL around the key-value store. What is over at {@code now} is not there, though its row may still be. */
final class KeyValues {
    private static final String LIVE = "(expires_at IS NULL OR expires_at > ?)";
    private static final String NAMESPACES = "SELECT namespace FROM key_value_namespace ORDER BY seq, namespace";
    private static final String NAMESPACE = "SELECT 1 FROM key_value_namespace WHERE namespace = ?";
    private static final String KEYS =
            "SELECT name FROM key_value WHERE namespace = ? AND " + LIVE + " ORDER BY seq, name";
    private static final String GET =
            "SELECT value, expires_at FROM key_value WHERE namespace = ? AND name = ? AND " + LIVE;
    private static final String LIVE_KEY = "SELECT 1 FROM key_value WHERE namespace = ? AND name = ? AND " + LIVE;
    private static final String COUNT_KEYS = "SELECT COUNT(*) FROM key_value WHERE namespace = ? AND " + LIVE;
    private static final String COUNT_NAMESPACES = "SELECT COUNT(*) FROM key_value_namespace";
    private static final String TAKE_TURN = "UPDATE key_value_turn SET turn_at = ? WHERE id = 1";
    private static final String ENTER_NAMESPACE = "UPDATE key_value_namespace SET written_at = ? WHERE namespace = ?";
    private static final String ADD_NAMESPACE =
            "INSERT INTO key_value_namespace (namespace, seq, written_at) VALUES (?, ?, ?)";
    private static final String REPLACE =
            "UPDATE key_value SET value = ?, expires_at = ? WHERE namespace = ? AND name = ?";
    private static final String ADD = """
            INSERT INTO key_value (namespace, name, seq, value, expires_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (namespace, name) DO UPDATE
            SET seq = excluded.seq, value = excluded.value, expires_at = excluded.expires_at""";
    private static final String REMOVE = "DELETE FROM key_value WHERE namespace = ? AND name = ? AND " + LIVE;
    private static final String REMOVE_NAMESPACE = "DELETE FROM key_value_namespace WHERE namespace = ?";
    private static final String REMOVE_KEYS = "DELETE FROM key_value WHERE namespace = ?";
    /** The condition stands twice: another agent may have written the key again meanwhile. */
    static final String REMOVE_EXPIRED = """
            DELETE FROM key_value WHERE expires_at <= ? AND (namespace, name) IN (
              SELECT namespace, name FROM key_value WHERE expires_at <= ? LIMIT ?)""";

    private final KeyValueLimits limits;
    private final Order order;

    KeyValues(KeyValueLimits limits, Order order) {
        this.limits = limits;
        this.order = order;
    }

    /** A value and the time until which it may be told, in milliseconds since 1970. */
    record Held(String value, long until) {
        boolean liveAt(long now) {
            return now < until;
        }
    }

    static List<String> namespaces(Statements sql) throws SQLException {
        return sql.list(NAMESPACES, row -> row.getString(1));
    }

    static boolean isNamespace(Statements sql, String namespace) throws SQLException {
        return sql.first(NAMESPACE, row -> true, namespace).isPresent();
    }

    static List<String> keys(Statements sql, String namespace, long now) throws SQLException {
        return sql.list(KEYS, row -> row.getString(1), namespace, now);
    }

    static Optional<Held> get(Statements sql, String namespace, String key, long now) throws SQLException {
        return sql.first(
                GET,
                row -> {
                    String value = row.getString(1);
                    long until = row.getLong(2);
                    return new Held(value, row.wasNull() ? Long.MAX_VALUE : until);
                },
                namespace,
                key,
                now);
    }

    Placement put(Statements sql, KeyValue entry, long now) throws SQLException {
        String namespace = entry.namespace();
        if (sql.update(ENTER_NAMESPACE, now, namespace) == 0 && !addNamespace(sql, namespace, now)) {
            return new Refused(limits.tooManyNamespaces(namespace));
        }
        Long expiresAt = entry.timeToLive().map(ttl -> end(now, ttl)).orElse(null);
        boolean known =
                sql.first(LIVE_KEY, row -> true, namespace, entry.key(), now).isPresent();
        if (known) {
            sql.update(REPLACE, entry.value(), expiresAt, namespace, entry.key());
            return new Stored();
        }
        if (count(sql, COUNT_KEYS, namespace, now) >= limits.maxKeysPerNamespace()) {
            return new Refused(limits.tooManyKeys(entry));
        }
        sql.update(ADD, namespace, entry.key(), order.next(), entry.value(), expiresAt);
        return new Stored();
    }

    static Removal remove(Statements sql, String namespace, String key, long now) throws SQLException {
        if (sql.update(REMOVE, namespace, key, now) > 0) {
            return Removal.REMOVED;
        }
        return isNamespace(sql, namespace) ? Removal.NO_KEY : Removal.NO_NAMESPACE;
    }

    static Removal removeNamespace(Statements sql, String namespace) throws SQLException {
        // The namespace first: whoever writes a key into it at this moment comes wholly before or wholly after.
        if (sql.update(REMOVE_NAMESPACE, namespace) == 0) {
            return Removal.NO_NAMESPACE;
        }
        sql.update(REMOVE_KEYS, namespace);
        return Removal.REMOVED;
    }

    /** Removes rows that are no longer seen. */
    static int removeExpired(Statements sql, long now, int most) throws SQLException {
        return sql.update(REMOVE_EXPIRED, now, now, most);
    }

    private boolean addNamespace(Statements sql, String namespace, long now) throws SQLException {
        sql.update(TAKE_TURN, now);
        // Another agent may have added it while this one waited for its turn.
        if (sql.update(ENTER_NAMESPACE, now, namespace) > 0) {
            return true;
        }
        if (count(sql, COUNT_NAMESPACES) >= limits.maxNamespaces()) {
            return false;
        }
        sql.update(ADD_NAMESPACE, namespace, order.next(), now);
        return true;
    }

    private static long count(Statements sql, String query, @Nullable Object... values) throws SQLException {
        return sql.first(query, row -> row.getLong(1), values).orElse(0L);
    }

    /** The end of a life, or the end of time for one that is too long to add. */
    private static long end(long now, Duration life) {
        try {
            return Math.addExact(now, life.toMillis());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
