package io.footman.agent.journal.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.journal.ScheduleStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The schedules' part of the journal's database; changes go through the journal's writer. */
final class SqlScheduleStore implements ScheduleStore {
    private static final String COLUMNS =
            "id, created_at, name, cron, time_zone, task_id, startup_state, tags, missed_runs, running";
    private static final String ALL = "SELECT " + COLUMNS + " FROM schedule ORDER BY created_at, id";
    private static final String ONE = "SELECT " + COLUMNS + " FROM schedule WHERE id = ?";
    private static final String INSERT =
            "INSERT INTO schedule (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String UPDATE = """
            UPDATE schedule SET name = ?, cron = ?, time_zone = ?, task_id = ?, startup_state = ?, tags = ?,
              missed_runs = ?
            WHERE id = ?""";
    private static final String RUN = "UPDATE schedule SET running = ? WHERE id = ?";
    private static final String DELETE = "DELETE FROM schedule WHERE id = ?";
    private static final String FORGET = "DELETE FROM schedule_run WHERE schedule_id = ?";
    private static final String BEGIN = """
            INSERT INTO schedule_run (schedule_id, due_at, told_at, result, task_name, detail)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (schedule_id, due_at) DO NOTHING""";
    private static final String SETTLE = """
            UPDATE schedule_run SET told_at = ?, result = ?, task_name = ?, detail = ?
            WHERE schedule_id = ? AND due_at = ?""";
    private static final String FORGET_OLDEST = """
            DELETE FROM schedule_run WHERE schedule_id = ? AND due_at <= (
              SELECT due_at FROM schedule_run WHERE schedule_id = ? ORDER BY due_at DESC LIMIT 1 OFFSET ?)""";
    private static final String RUNS = """
            SELECT schedule_id, due_at, told_at, result, task_name, detail FROM schedule_run
            WHERE schedule_id = ? ORDER BY due_at DESC LIMIT ?""";
    /** In a file nobody else can have them in hand. */
    private static final String FREE =
            "UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL WHERE picked";

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Database database;
    private final GroupCommit writer;
    private final JsonMapper json = JsonMapper.builder().build();

    /** @param database what {@code writer} writes to; both stay open as long as this store is used */
    SqlScheduleStore(Database database, GroupCommit writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Takes back what an agent that was killed had in hand. */
    void freeLeases() {
        if (database.dialect() == Dialect.SQLITE) {
            writer.call((sql, notices) -> sql.update(FREE));
        }
    }

    @Override
    public List<Schedule> all() {
        return database.read(sql -> sql.list(ALL, this::schedule));
    }

    @Override
    public Optional<Schedule> find(String id) {
        return database.read(sql -> sql.first(ONE, this::schedule, id));
    }

    @Override
    public boolean add(Schedule schedule) {
        String tags = tags(schedule);
        return writer.call((sql, notices) -> sql.update(
                        INSERT,
                        schedule.id(),
                        schedule.created().toEpochMilli(),
                        schedule.name(),
                        schedule.cron(),
                        schedule.timeZone(),
                        schedule.taskId(),
                        schedule.startupState(),
                        tags,
                        schedule.missedRuns().label(),
                        schedule.running() ? 1 : 0)
                > 0);
    }

    @Override
    public boolean update(Schedule schedule) {
        String tags = tags(schedule);
        return writer.call((sql, notices) -> sql.update(
                        UPDATE,
                        schedule.name(),
                        schedule.cron(),
                        schedule.timeZone(),
                        schedule.taskId(),
                        schedule.startupState(),
                        tags,
                        schedule.missedRuns().label(),
                        schedule.id())
                > 0);
    }

    @Override
    public boolean run(String id, boolean running) {
        return writer.call((sql, notices) -> sql.update(RUN, running ? 1 : 0, id) > 0);
    }

    @Override
    public boolean remove(String id) {
        return writer.call((sql, notices) -> {
            sql.update(FORGET, id);
            return sql.update(DELETE, id) > 0;
        });
    }

    @Override
    public void begin(ScheduleRun run) {
        writer.call((sql, notices) -> {
            sql.update(
                    BEGIN,
                    run.scheduleId(),
                    run.due().toEpochMilli(),
                    run.told().toEpochMilli(),
                    run.result().label(),
                    run.taskName().orElse(null),
                    run.detail());
            return sql.update(FORGET_OLDEST, run.scheduleId(), run.scheduleId(), RUNS_KEPT);
        });
    }

    @Override
    public void settle(ScheduleRun run) {
        writer.call((sql, notices) -> sql.update(
                SETTLE,
                run.told().toEpochMilli(),
                run.result().label(),
                run.taskName().orElse(null),
                run.detail(),
                run.scheduleId(),
                run.due().toEpochMilli()));
    }

    @Override
    public List<ScheduleRun> runs(String scheduleId, int most) {
        return database.read(sql -> sql.list(RUNS, SqlScheduleStore::run, scheduleId, most));
    }

    @Override
    public DataSource connections() {
        return database.connections();
    }

    private Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Optional.ofNullable(row.getString(8)).map(this::texts),
                Schedule.MissedRuns.of(row.getString(9)).orElse(Schedule.MissedRuns.SKIP),
                row.getInt(10) == 1);
    }

    private static ScheduleRun run(ResultSet row) throws SQLException {
        return new ScheduleRun(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                ScheduleRun.Result.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString(5)),
                row.getString(6));
    }

    private @Nullable String tags(Schedule schedule) {
        return schedule.tags().map(this::written).orElse(null);
    }

    private String written(List<String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts are JSON", e);
        }
    }

    private List<String> texts(String stored) {
        try {
            return json.readValue(stored, TEXTS);
        } catch (JsonProcessingException e) {
            return List.of(stored);
        }
    }
}
