-- Key-value store of the load scripts. A namespace stays until it is removed, also without keys.
CREATE TABLE key_value_namespace (
    namespace  TEXT   NOT NULL PRIMARY KEY,
    seq        BIGINT NOT NULL,
    written_at BIGINT NOT NULL  -- its last key; written first by each change, so that agents change a namespace in turn
);

CREATE TABLE key_value (
    namespace  TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    seq        BIGINT NOT NULL, -- keeps the order of first writes
    value      TEXT   NOT NULL,
    expires_at BIGINT,          -- not seen from then on; NULL when never
    PRIMARY KEY (namespace, name)
);
CREATE INDEX key_value_expiry ON key_value (expires_at) WHERE expires_at IS NOT NULL;

-- Written first by whoever adds a namespace, so that agents count them in turn.
CREATE TABLE key_value_turn (id INTEGER NOT NULL PRIMARY KEY, turn_at BIGINT NOT NULL);
INSERT INTO key_value_turn (id, turn_at) VALUES (1, 0);
