package fieldlink.jobs.store;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Credential;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.Retention;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.StoreException;
import fieldlink.jobs.StoreException.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger inside one PostgreSQL transaction. */
final class PostgresLedger implements JobLedger {
    private static final String LIVE = "state NOT IN ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'DEAD')";
    private static final String IN_FLIGHT = "state IN ('LEASED', 'RUNNING')";

    private final Connection connection;
    /** The revisions of the documents that this unit read: it may replace these, and no newer ones. */
    private final Map<String, Long> revisions = new HashMap<>();

    private interface Fill {
        void with(Binder binder) throws SQLException;
    }

    private interface Read<T> {
        T from(Row row) throws SQLException;
    }

    PostgresLedger(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Device> device(DeviceId id) {
        return document("device", id.value()).map(StoredJson::device);
    }

    @Override
    public List<Device> devices() {
        List<String> documents = list("SELECT document FROM device", binder -> {}, Row::text);
        return documents.stream()
                .map(StoredJson::device)
                .sorted(Comparator.comparing(Device::id))
                .toList();
    }

    @Override
    public void put(Device device) {
        replace("device", device.id().value(), StoredJson.write(device), null);
    }

    @Override
    public void remove(DeviceId id) {
        run("DELETE FROM device WHERE id = ?", binder -> binder.said(id));
    }

    @Override
    public Optional<Job> job(JobId id) {
        return jobs("WHERE id = ?", binder -> binder.said(id)).stream().findFirst();
    }

    @Override
    public Optional<Job> jobByKey(DeviceId device, String key) {
        return jobs(
                        "WHERE device = ? AND idempotency_key = ?",
                        binder -> binder.said(device).text(key))
                .stream()
                .findFirst();
    }

    @Override
    public void add(Job job) {
        run(JobTable.INSERT_UNNUMBERED, binder -> JobTable.bind(binder, job));
    }

    @Override
    public void change(Job job) {
        int changed = run(JobTable.UPDATE_VERSION, binder -> {
            JobTable.bindMoving(binder, job);
            binder.said(job.id()).number(job.version() - 1);
        });
        if (changed == 0) {
            throw new StoreException(Status.CONFLICT, "job " + job.id() + " was changed by somebody else");
        }
    }

    @Override
    public Optional<Job> firstReady(DeviceId device, Instant now) {
        String condition = "WHERE device = ? AND state = 'QUEUED' AND ready_at <= ?"
                + " AND (expires_at IS NULL OR expires_at > ?)"
                // By name, URGENT comes after NORMAL.
                + " ORDER BY lane DESC, seq LIMIT 1 FOR UPDATE SKIP LOCKED";
        return jobs(condition, binder -> binder.said(device).time(now).time(now)).stream()
                .findFirst();
    }

    @Override
    public int queued(DeviceId device) {
        return list(
                        "SELECT count(*) FROM job WHERE device = ? AND state = 'QUEUED'",
                        binder -> binder.said(device),
                        row -> (int) row.number())
                .get(0);
    }

    @Override
    public List<Job> inFlight(DeviceId device) {
        // One poll of a device at a time: two that look at once would each believe there is room for one more job.
        run("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", binder -> binder.said(device));
        return jobs("WHERE device = ? AND " + IN_FLIGHT + " ORDER BY seq", binder -> binder.said(device));
    }

    @Override
    public List<Job> live(DeviceId device) {
        return jobs("WHERE device = ? AND " + LIVE + " ORDER BY seq", binder -> binder.said(device));
    }

    @Override
    public List<Job> due(Instant now, int limit) {
        // What another server is looking after is left to it.
        return jobs(
                "WHERE deadline <= ? ORDER BY deadline, seq LIMIT ? FOR UPDATE SKIP LOCKED",
                binder -> binder.time(now).number((long) limit));
    }

    @Override
    public List<DeviceId> becameReady(Instant after, Instant until) {
        return list(
                "SELECT DISTINCT device FROM job WHERE state = 'QUEUED' AND ready_at > queued_at"
                        + " AND ready_at > ? AND ready_at <= ? ORDER BY device",
                binder -> binder.time(after).time(until),
                row -> DeviceId.of(row.text()));
    }

    @Override
    public List<Numbered> search(JobQuery query) {
        try {
            return JobSearch.run(connection, query);
        } catch (SQLException e) {
            throw PostgresJobStore.failure(e);
        }
    }

    @Override
    public Optional<Batch> batch(BatchId id) {
        return document("batch", id.value()).map(StoredJson::batch);
    }

    @Override
    public List<Batch> batches(int limit) {
        List<String> documents = list(
                "SELECT document FROM batch ORDER BY created_at DESC LIMIT ?",
                binder -> binder.number((long) limit),
                Row::text);
        return documents.stream().map(StoredJson::batch).toList();
    }

    @Override
    public void put(Batch batch) {
        replace("batch", batch.id().value(), StoredJson.write(batch), batch.createdAt());
    }

    @Override
    public Optional<Schedule> schedule(ScheduleId id) {
        return document("schedule", id.value()).map(StoredSchedule::read);
    }

    @Override
    public List<Schedule> schedules() {
        return schedules("", binder -> {}).stream()
                .sorted(Comparator.comparing(Schedule::id))
                .toList();
    }

    @Override
    public List<Schedule> schedulesDue(Instant now) {
        return schedules(" WHERE due_at <= ? ORDER BY due_at, id FOR UPDATE SKIP LOCKED", binder -> binder.time(now));
    }

    private List<Schedule> schedules(String condition, Fill fill) {
        return list("SELECT id, revision, document FROM schedule" + condition, fill, row -> {
            revisions.put("schedule " + row.text(), row.number());
            return StoredSchedule.read(row.text());
        });
    }

    @Override
    public void put(Schedule schedule) {
        String id = schedule.id().value();
        replace("schedule", id, StoredSchedule.write(schedule), null);
        Instant due = schedule.enabled() ? schedule.next().orElse(Instant.EPOCH) : null;
        run(
                "UPDATE schedule SET due_at = ? WHERE id = ?",
                binder -> binder.time(due).text(id));
    }

    @Override
    public void remove(ScheduleId id) {
        run("DELETE FROM schedule WHERE id = ?", binder -> binder.said(id));
    }

    @Override
    public Optional<Credential> credential(String id) {
        return list(
                        "SELECT id, kind, subject, digest, created_at FROM credential WHERE id = ?",
                        binder -> binder.text(id),
                        SqliteJournal::credential)
                .stream()
                .findFirst();
    }

    @Override
    public List<Credential> credentials(Credential.Kind kind) {
        return list(
                "SELECT id, kind, subject, digest, created_at FROM credential WHERE kind = ? ORDER BY created_at, id",
                binder -> binder.name(kind),
                SqliteJournal::credential);
    }

    @Override
    public void put(Credential credential) {
        run(
                "INSERT INTO credential (id, kind, subject, digest, created_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, subject = excluded.subject,"
                        + " digest = excluded.digest, created_at = excluded.created_at",
                binder -> binder.text(credential.id())
                        .name(credential.kind())
                        .text(credential.subject())
                        .text(credential.digest())
                        .time(credential.createdAt()));
    }

    @Override
    public void removeCredential(String id) {
        run("DELETE FROM credential WHERE id = ?", binder -> binder.text(id));
    }

    @Override
    public void record(AuditEntry entry) {
        run(
                "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
                binder -> binder.time(entry.at())
                        .text(entry.actor())
                        .text(entry.action())
                        .text(entry.subject())
                        .text(entry.detail()));
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return list(
                "SELECT at, actor, action, subject, detail FROM audit ORDER BY seq DESC LIMIT ?",
                binder -> binder.number((long) limit),
                SqliteJournal::auditEntry);
    }

    @Override
    public int prune(Retention retention, Instant now) {
        String sql =
                "DELETE FROM job WHERE seq IN (SELECT seq FROM job WHERE settled_at IS NOT NULL AND (settled_at < ?"
                        + " OR seq <= (SELECT seq FROM job WHERE settled_at IS NOT NULL ORDER BY seq DESC LIMIT 1 OFFSET ?))"
                        + " ORDER BY seq LIMIT 5000 FOR UPDATE SKIP LOCKED)";
        return run(sql, binder -> binder.time(now.minus(retention.age())).number((long) retention.jobs()));
    }

    private Optional<String> document(String table, String id) {
        List<String> found =
                list("SELECT revision, document FROM " + table + " WHERE id = ?", binder -> binder.text(id), row -> {
                    revisions.put(table + " " + id, row.number());
                    return row.text();
                });
        return found.stream().findFirst();
    }

    private void replace(String table, String id, String document, @Nullable Instant createdAt) {
        String key = table + " " + id;
        long read = revisions.getOrDefault(key, 0L);
        int changed = read == 0
                ? insert(table, id, document, createdAt)
                : run(
                        "UPDATE " + table + " SET revision = revision + 1, document = ? WHERE id = ? AND revision = ?",
                        binder -> binder.text(document).text(id).number(read));
        if (changed == 0) {
            throw new StoreException(Status.CONFLICT, key + " was changed by somebody else");
        }
        revisions.put(key, read + 1);
    }

    private int insert(String table, String id, String document, @Nullable Instant createdAt) {
        if (createdAt == null) {
            return run(
                    "INSERT INTO " + table + " (id, revision, document) VALUES (?, 1, ?)",
                    binder -> binder.text(id).text(document));
        }
        return run(
                "INSERT INTO " + table + " (id, revision, created_at, document) VALUES (?, 1, ?, ?)",
                binder -> binder.text(id).time(createdAt).text(document));
    }

    private List<Job> jobs(String condition, Fill fill) {
        try (PreparedStatement statement = connection.prepareStatement(JobTable.SELECT + condition)) {
            fill.with(new Binder(statement));
            return JobSearch.readAll(statement).stream().map(Numbered::job).toList();
        } catch (SQLException e) {
            throw PostgresJobStore.failure(e);
        }
    }

    private <T> List<T> list(String sql, Fill fill, Read<T> read) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill.with(new Binder(statement));
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(read.from(new Row(rows)));
                }
                return all;
            }
        } catch (SQLException e) {
            throw PostgresJobStore.failure(e);
        }
    }

    /** @return the number of rows that were changed */
    private int run(String sql, Fill fill) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill.with(new Binder(statement));
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw PostgresJobStore.failure(e);
        }
    }
}
