package io.footman.agent.journal.sql;

import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReload.State;
import io.footman.agent.journal.AppReloads;
import io.footman.agent.model.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads of apps in SQLite or PostgreSQL. */
final class SqlAppReloads implements AppReloads {
    private static final String COLUMNS = "id, app_id, caller, on_success, on_failure, state, requested_at, started_at,"
            + " ended_at, message, script_log, progress, owner, lease_end";
    private static final String OPEN = "state IN ('waiting', 'running')";
    private static final String ADD =
            "INSERT INTO app_reload (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String RENEW = "UPDATE app_reload SET state = ?, started_at = ?, progress = ?, lease_end = ?"
            + " WHERE id = ? AND owner = ? AND " + OPEN;
    private static final String END = "UPDATE app_reload SET state = ?, ended_at = ?, message = ?, script_log = ?,"
            + " progress = ? WHERE id = ? AND owner = ? AND " + OPEN;
    /** Not when it was renewed since it was found. */
    private static final String END_ORPHAN = END + " AND lease_end = ?";

    private static final String FIND = "SELECT " + COLUMNS + " FROM app_reload WHERE id = ?";
    private static final String LEFT_ALONE =
            "SELECT " + COLUMNS + " FROM app_reload WHERE " + OPEN + " AND lease_end < ? ORDER BY requested_at, id";
    private static final String OF_OTHERS =
            "SELECT " + COLUMNS + " FROM app_reload WHERE " + OPEN + " AND owner <> ? ORDER BY requested_at, id";
    private static final String REMOVE_OLD = "DELETE FROM app_reload WHERE id IN (SELECT id FROM app_reload"
            + " WHERE ended_at IS NOT NULL AND ended_at < ? ORDER BY ended_at LIMIT ?)";

    private static final Logger LOG = LoggerFactory.getLogger(SqlAppReloads.class);

    private final SqlJournal journal;
    private final StoredJson json = new StoredJson();
    private final String owner;
    private final Clock clock;

    /** @param owner distinct for each run of each agent */
    SqlAppReloads(SqlJournal journal, String owner, Clock clock) {
        this.journal = journal;
        this.owner = owner;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> add(AppReload reload, Duration lease) {
        String onSuccess = json.writeTexts(reload.onSuccess());
        String onFailure = json.writeTexts(reload.onFailure());
        String progress = json.writeTexts(reload.progress());
        return journal.writer()
                .submit(onSuccess.length() + (long) onFailure.length(), (sql, notices) -> {
                    long now = clock.millis();
                    return sql.update(
                            ADD,
                            reload.id(),
                            reload.appId(),
                            reload.caller(),
                            onSuccess,
                            onFailure,
                            reload.state().label(),
                            reload.requestedAt().toEpochMilli(),
                            millis(reload.startedAt()),
                            millis(reload.endedAt()),
                            reload.message(),
                            reload.scriptLog(),
                            progress,
                            owner,
                            now + lease.toMillis());
                })
                .thenAccept(added -> {});
    }

    @Override
    public CompletionStage<Boolean> renew(AppReload reload, Duration lease) {
        String progress = json.writeTexts(reload.progress());
        return journal.writer()
                .submit(
                        progress.length(),
                        (sql, notices) -> sql.update(
                                        RENEW,
                                        reload.state().label(),
                                        millis(reload.startedAt()),
                                        progress,
                                        clock.millis() + lease.toMillis(),
                                        reload.id(),
                                        owner)
                                == 1);
    }

    @Override
    public CompletionStage<Boolean> end(AppReload ended, List<Event> news) {
        return end(ended, news, END, owner);
    }

    @Override
    public CompletionStage<Boolean> end(Orphan orphan, AppReload ended, List<Event> news) {
        return end(ended, news, END_ORPHAN, orphan.owner(), orphan.leaseEnd());
    }

    /** @param condition the last parameters of the statement */
    private CompletionStage<Boolean> end(AppReload ended, List<Event> news, String statement, Object... condition) {
        String progress = json.writeTexts(ended.progress());
        List<Events.Parcel> parcels;
        try {
            parcels = journal.parcels(news);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        Object[] values = Stream.concat(
                        Stream.of(
                                ended.state().label(),
                                ended.endedAt().orElseThrow().toEpochMilli(),
                                ended.message(),
                                ended.scriptLog(),
                                progress,
                                ended.id()),
                        Stream.of(condition))
                .toArray();
        return journal.writer().submit(progress.length(), (sql, notices) -> {
            boolean mine = sql.update(statement, values) == 1;
            if (mine) {
                journal.append(sql, notices, parcels);
            }
            return mine;
        });
    }

    @Override
    public Optional<AppReload> find(String id) {
        return journal.database().read(sql -> sql.first(FIND, this::reload, id));
    }

    /** A file belongs to one process: what an earlier one left open has nobody, whatever its lease says. */
    @Override
    public List<Orphan> orphans() {
        return journal.database()
                .read(sql -> journal.database().dialect() == Dialect.SQLITE
                        ? sql.list(OF_OTHERS, this::orphan, owner)
                        : sql.list(LEFT_ALONE, this::orphan, clock.millis()));
    }

    /** Removes some of those that were over before then; tells how many. */
    static int removeOld(Statements sql, long before, int most) throws SQLException {
        return sql.update(REMOVE_OLD, before, most);
    }

    private Orphan orphan(ResultSet row) throws SQLException {
        return new Orphan(reload(row), row.getString("owner"), row.getLong("lease_end"));
    }

    private AppReload reload(ResultSet row) throws SQLException {
        return new AppReload(
                row.getString("id"),
                row.getString("app_id"),
                row.getString("caller"),
                texts(row, "on_success"),
                texts(row, "on_failure"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(row.getLong("requested_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("message"),
                row.getString("script_log"),
                texts(row, "progress"));
    }

    /** A damaged list must not keep all other reloads from being found. */
    private List<String> texts(ResultSet row, String column) throws SQLException {
        try {
            return json.readTexts(row.getString(column));
        } catch (StoredJson.UnreadableException e) {
            LOG.error(
                    "event=journal-row-unreadable what=app-reload key={} column={} reason=\"{}\"",
                    row.getString("id"),
                    column,
                    e.getMessage());
            return List.of();
        }
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
