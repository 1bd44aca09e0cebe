-- Schedules that start tasks; made over REST or imported.
CREATE TABLE schedule (
    id            TEXT    NOT NULL PRIMARY KEY,
    created_at    BIGINT  NOT NULL,
    name          TEXT    NOT NULL,
    cron          TEXT    NOT NULL,
    time_zone     TEXT    NOT NULL,
    task_id       TEXT    NOT NULL,
    startup_state TEXT    NOT NULL, -- as it was written
    tags          TEXT,             -- a JSON list; none when it was not given
    missed_runs   TEXT    NOT NULL, -- skip, run-once
    running       INTEGER NOT NULL  -- 1 while it starts its task
);

-- What became of each run.
CREATE TABLE schedule_run (
    schedule_id TEXT   NOT NULL,
    due_at      BIGINT NOT NULL,
    told_at     BIGINT NOT NULL,
    result      TEXT   NOT NULL, -- requested, started, refused, failed, missed
    task_name   TEXT,
    detail      TEXT   NOT NULL,
    PRIMARY KEY (schedule_id, due_at)
);

-- The scheduler library's own table: when each running schedule is due next, and which agent has it in hand. Times are
-- milliseconds, so that both stores compare them as numbers.
CREATE TABLE scheduled_tasks (
    task_name            TEXT     NOT NULL,
    task_instance        TEXT     NOT NULL,
    task_data            BYTEA,
    execution_time       BIGINT   NOT NULL,
    picked               BOOLEAN  NOT NULL,
    picked_by            TEXT,
    last_success         BIGINT,
    last_failure         BIGINT,
    consecutive_failures INTEGER,
    last_heartbeat       BIGINT,
    version              BIGINT   NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
