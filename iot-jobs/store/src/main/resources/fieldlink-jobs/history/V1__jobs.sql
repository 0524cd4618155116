CREATE TABLE job (
    seq                 INTEGER PRIMARY KEY,
    id                  TEXT    NOT NULL,
    device              TEXT    NOT NULL,
    command             TEXT    NOT NULL,
    args                TEXT    NOT NULL,
    delivery            TEXT    NOT NULL,
    lane                TEXT    NOT NULL,
    not_before          INTEGER,
    expires_at          INTEGER,
    max_attempts        INTEGER NOT NULL,
    pause               INTEGER NOT NULL,
    longest_pause       INTEGER NOT NULL,
    lease_time          INTEGER NOT NULL,
    time_limit          INTEGER NOT NULL,
    source              TEXT    NOT NULL,
    requested_via       TEXT,
    caller_waits        INTEGER NOT NULL,
    idempotency_key     TEXT,
    batch               TEXT,
    requeued_from       TEXT,
    version             INTEGER NOT NULL,
    state               TEXT    NOT NULL,
    attempts            INTEGER NOT NULL,
    queued_at           INTEGER NOT NULL,
    ready_at            INTEGER NOT NULL,
    dispatched_at       INTEGER,
    cancel_requested_at INTEGER,
    settled_at          INTEGER,
    lease_id            TEXT,
    lease_until         INTEGER,
    cause               TEXT,
    percent             INTEGER,
    message             TEXT,
    result_ok           INTEGER,
    return_value        TEXT,
    stdout              TEXT,
    stderr              TEXT,
    error               TEXT,
    reported_at         TEXT,
    deadline            INTEGER
) STRICT;

CREATE UNIQUE INDEX job_by_id ON job (id);
CREATE INDEX job_by_device ON job (device, seq);
CREATE INDEX job_by_key ON job (device, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX job_by_batch ON job (batch, seq) WHERE batch IS NOT NULL;
CREATE INDEX job_by_age ON job (settled_at);

CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only appended to');
END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only appended to');
END;
