-- One schema for SQLite and PostgreSQL. Times are milliseconds since 1970 (UTC); seq keeps the order of arrival.
-- BYTEA is PostgreSQL's word; SQLite takes any and stores the bytes as they are.
-- Tables that change often are narrow; what is large is written once and stands beside them.

CREATE TABLE event (
    id          TEXT     NOT NULL PRIMARY KEY,
    seq         BIGINT   NOT NULL,
    received_at BIGINT   NOT NULL,
    state       TEXT     NOT NULL, -- waiting, routed, dead, forgotten (only the id is left, to know duplicates)
    due_at      BIGINT   NOT NULL, -- when it may be claimed; the end of the lease while it is leased
    leased      SMALLINT NOT NULL,
    attempts    INTEGER  NOT NULL,
    bytes       BIGINT   NOT NULL, -- size of body, context and script log as stored
    detail      TEXT
);
CREATE INDEX event_waiting ON event (due_at, seq) WHERE state = 'waiting';
CREATE INDEX event_history ON event (seq, received_at, bytes) WHERE state IN ('routed', 'dead');
CREATE INDEX event_forgotten ON event (received_at) WHERE state = 'forgotten';

CREATE TABLE event_body (
    event_id TEXT NOT NULL PRIMARY KEY,
    body     TEXT NOT NULL -- JSON
);

CREATE TABLE event_context (
    event_id   TEXT NOT NULL PRIMARY KEY,
    context    TEXT NOT NULL, -- JSON
    script_log BYTEA          -- gzip
);

CREATE TABLE delivery (
    delivery_key TEXT     NOT NULL PRIMARY KEY,
    seq          BIGINT   NOT NULL,
    event_id     TEXT     NOT NULL,
    rule_name    TEXT     NOT NULL,
    destination  TEXT     NOT NULL,
    recipient    TEXT     NOT NULL,
    state        TEXT     NOT NULL, -- waiting, delivered, suppressed, dead
    due_at       BIGINT   NOT NULL, -- when it may be claimed; the end of the lease while it is leased
    leased       SMALLINT NOT NULL,
    attempts     INTEGER  NOT NULL,
    created_at   BIGINT   NOT NULL, -- of the replay, if replayed
    settled_at   BIGINT,
    rate_key     TEXT,
    rate_window  BIGINT   NOT NULL, -- milliseconds
    note         TEXT,
    reason       TEXT,              -- why it was suppressed, died or waits for another try
    detail       TEXT
);
CREATE INDEX delivery_due ON delivery (destination, due_at, seq) WHERE state = 'waiting';
CREATE INDEX delivery_dead ON delivery (settled_at) WHERE state = 'dead';
CREATE INDEX delivery_event ON delivery (event_id);
CREATE INDEX delivery_rate ON delivery (rate_key) WHERE state = 'waiting' AND rate_key IS NOT NULL;

-- Messages that a rule asked for and that never became a delivery.
CREATE TABLE decision (
    event_id    TEXT   NOT NULL,
    decided_at  BIGINT NOT NULL,
    rule_name   TEXT   NOT NULL,
    destination TEXT   NOT NULL,
    recipient   TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    detail      TEXT   NOT NULL
);
CREATE INDEX decision_event ON decision (event_id);

CREATE TABLE rate_limit (
    rate_key     TEXT    NOT NULL PRIMARY KEY,
    last_success BIGINT  NOT NULL, -- 0 when there was none
    held_back    INTEGER NOT NULL, -- not yet told
    busy_until   BIGINT  NOT NULL, -- end of the lease of the delivery on its way, 0 when none is
    busy_with    TEXT,
    keep_until   BIGINT  NOT NULL  -- end of the last window
);
CREATE INDEX rate_limit_keep ON rate_limit (keep_until);

-- Written to find out whether a journal in trouble takes writes again.
CREATE TABLE pulse (id INTEGER NOT NULL PRIMARY KEY, beat_at BIGINT NOT NULL);
INSERT INTO pulse (id, beat_at) VALUES (1, 0);
