-- Reloads of apps that callers of the REST API asked for. Lists are JSON arrays of texts.
CREATE TABLE app_reload (
    id           TEXT   NOT NULL PRIMARY KEY,
    app_id       TEXT   NOT NULL,
    caller       TEXT   NOT NULL,
    on_success   TEXT   NOT NULL,
    on_failure   TEXT   NOT NULL,
    state        TEXT   NOT NULL, -- waiting, running, succeeded, failed, interrupted
    requested_at BIGINT NOT NULL,
    started_at   BIGINT,
    ended_at     BIGINT,
    message      TEXT   NOT NULL,
    script_log   TEXT   NOT NULL,
    progress     TEXT   NOT NULL,
    owner        TEXT   NOT NULL, -- the agent process that looks after it
    lease_end    BIGINT NOT NULL  -- until when, unless renewed
);
CREATE INDEX app_reload_open ON app_reload (lease_end) WHERE state IN ('waiting', 'running');
CREATE INDEX app_reload_ended ON app_reload (ended_at) WHERE ended_at IS NOT NULL;
