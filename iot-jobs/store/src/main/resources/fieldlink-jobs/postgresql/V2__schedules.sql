-- due_at: nothing for a schedule that is paused, 0 for one that does not know its next due time yet.
CREATE TABLE schedule (
    id       TEXT   NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    due_at   BIGINT,
    document TEXT   NOT NULL
);

CREATE INDEX schedule_due ON schedule (due_at) WHERE due_at IS NOT NULL;
