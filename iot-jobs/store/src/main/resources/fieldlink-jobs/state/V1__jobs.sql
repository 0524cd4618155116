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

CREATE TABLE device (
    id       TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    id       TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    id         TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries on their way to the history file. AUTOINCREMENT, because a number must never come twice.
CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL
) STRICT;
