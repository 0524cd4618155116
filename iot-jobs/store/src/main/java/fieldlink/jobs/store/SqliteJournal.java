package fieldlink.jobs.store;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Batch;
import fieldlink.jobs.Credential;
import fieldlink.jobs.Device;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.queue.Book;
import fieldlink.jobs.queue.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state file: what the book holds, written down change by change. One commit for everything that came together, and
 * of a job that changed several times meanwhile only the last version.
 */
final class SqliteJournal implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final PreparedStatement auditInsert;
    /** Rows whose jobs are in the history file; they go with the next commit. */
    private final List<Long> filed = new ArrayList<>();

    private long filedAudit;
    private long lastAudit;

    /** What a job was before a commit and is after it. */
    private record Net(@Nullable Job before, @Nullable Job after) {}

    SqliteJournal(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        insert = connection.prepareStatement(JobTable.INSERT);
        update = connection.prepareStatement(JobTable.UPDATE_NUMBERED);
        delete = connection.prepareStatement("DELETE FROM job WHERE seq = ?");
        auditInsert = connection.prepareStatement(
                "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)");
    }

    /** Fills an empty book with what was written down. */
    void restore(Book book) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(JobTable.SELECT + "ORDER BY seq")) {
                while (rows.next()) {
                    Numbered job = JobTable.read(rows);
                    book.restore(new Change.OfJob(job.sequence(), null, job.job()));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT document FROM device")) {
                while (rows.next()) {
                    book.restore(new Change.OfDevice(null, StoredJson.device(new Row(rows).text())));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT document FROM batch")) {
                while (rows.next()) {
                    book.restore(new Change.OfBatch(null, StoredJson.batch(new Row(rows).text())));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT document FROM schedule")) {
                while (rows.next()) {
                    book.restore(new Change.OfSchedule(null, StoredSchedule.read(new Row(rows).text())));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT id, kind, subject, digest, created_at FROM credential")) {
                while (rows.next()) {
                    book.restore(new Change.OfCredential(null, credential(new Row(rows))));
                }
            }
            restoreAudit(book, statement);
        }
        connection.commit();
    }

    /** Writes all changes and commits. When this throws, nothing was written. */
    void write(List<Change> changes) throws SQLException {
        long auditBefore = lastAudit;
        try {
            Map<Long, Net> jobs = new LinkedHashMap<>();
            for (Change change : changes) {
                if (change instanceof Change.OfJob job) {
                    jobs.merge(
                            job.sequence(),
                            new Net(job.before(), job.after()),
                            (first, last) -> new Net(first.before(), last.after()));
                } else {
                    writeOther(change);
                }
            }
            for (Map.Entry<Long, Net> job : jobs.entrySet()) {
                writeJob(job.getKey(), job.getValue());
            }
            removeFiled();
            connection.commit();
            filed.clear();
            filedAudit = 0;
        } catch (SQLException e) {
            lastAudit = auditBefore;
            SqliteFile.rollBack(connection, e);
            throw e;
        }
    }

    /** Writes without changing anything. When this throws, the disk does not take it. */
    void touch() throws SQLException {
        try {
            run("PRAGMA user_version = 0");
            connection.commit();
        } catch (SQLException e) {
            SqliteFile.rollBack(connection, e);
            throw e;
        }
    }

    /**
     * These settled jobs are safe in the history file.
     *
     * @param audit and so are the audit entries up to this number
     */
    void filed(List<Numbered> jobs, long audit) {
        jobs.forEach(job -> filed.add(job.sequence()));
        filedAudit = audit;
    }

    /** The number of the last audit entry that was written down. */
    long lastAudit() {
        return lastAudit;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void writeJob(long sequence, Net job) throws SQLException {
        Job after = job.after();
        if (job.before() == null && after != null) {
            Binder binder = new Binder(insert).number(sequence);
            JobTable.bind(binder, after);
            insert.executeUpdate();
        } else if (after != null) {
            Binder binder = new Binder(update);
            JobTable.bindMoving(binder, after);
            binder.number(sequence);
            update.executeUpdate();
        } else if (job.before() != null) {
            new Binder(delete).number(sequence);
            delete.executeUpdate();
        }
    }

    private void writeOther(Change change) throws SQLException {
        if (change instanceof Change.OfDevice device) {
            Device after = device.after();
            Device before = device.before();
            writeDocument(
                    "device",
                    before == null ? null : before.id().value(),
                    after == null ? null : after.id().value(),
                    after == null ? null : StoredJson.write(after));
        } else if (change instanceof Change.OfBatch batch) {
            Batch after = batch.after();
            Batch before = batch.before();
            writeDocument(
                    "batch",
                    before == null ? null : before.id().value(),
                    after == null ? null : after.id().value(),
                    after == null ? null : StoredJson.write(after));
        } else if (change instanceof Change.OfSchedule schedule) {
            Schedule after = schedule.after();
            Schedule before = schedule.before();
            writeDocument(
                    "schedule",
                    before == null ? null : before.id().value(),
                    after == null ? null : after.id().value(),
                    after == null ? null : StoredSchedule.write(after));
        } else if (change instanceof Change.OfCredential credential) {
            writeCredential(credential);
        } else if (change instanceof Change.OfAudit audit) {
            AuditEntry entry = audit.entry();
            new Binder(auditInsert)
                    .time(entry.at())
                    .text(entry.actor())
                    .text(entry.action())
                    .text(entry.subject())
                    .text(entry.detail());
            auditInsert.executeUpdate();
            lastAudit++;
        }
    }

    private void writeDocument(String table, @Nullable String before, @Nullable String after, @Nullable String document)
            throws SQLException {
        if (after != null) {
            run("INSERT OR REPLACE INTO " + table + " (id, document) VALUES (?, ?)", after, document);
        } else if (before != null) {
            run("DELETE FROM " + table + " WHERE id = ?", before);
        }
    }

    private void writeCredential(Change.OfCredential change) throws SQLException {
        Credential after = change.after();
        Credential before = change.before();
        if (after != null) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR REPLACE INTO credential (id, kind, subject, digest, created_at)"
                            + " VALUES (?, ?, ?, ?, ?)")) {
                new Binder(statement)
                        .text(after.id())
                        .name(after.kind())
                        .text(after.subject())
                        .text(after.digest())
                        .time(after.createdAt());
                statement.executeUpdate();
            }
        } else if (before != null) {
            run("DELETE FROM credential WHERE id = ?", before.id());
        }
    }

    private void removeFiled() throws SQLException {
        for (long sequence : filed) {
            new Binder(delete).number(sequence);
            delete.executeUpdate();
        }
        if (filedAudit > 0) {
            run("DELETE FROM audit WHERE seq <= " + filedAudit);
        }
    }

    private void run(String sql, @Nullable String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Binder binder = new Binder(statement);
            for (String value : values) {
                binder.text(value);
            }
            statement.executeUpdate();
        }
    }

    private void restoreAudit(Book book, Statement statement) throws SQLException {
        try (ResultSet last = statement.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")) {
            lastAudit = last.next() ? last.getLong(1) : 0;
        }
        try (ResultSet rows =
                statement.executeQuery("SELECT at, actor, action, subject, detail FROM audit ORDER BY seq")) {
            while (rows.next()) {
                book.restore(new Change.OfAudit(auditEntry(new Row(rows))));
            }
        }
    }

    static AuditEntry auditEntry(Row row) throws SQLException {
        Instant at = row.time();
        return new AuditEntry(at, row.text(), row.text(), row.text(), row.text());
    }

    static Credential credential(Row row) throws SQLException {
        return new Credential(row.text(), row.name(Credential.Kind.class), row.text(), row.text(), row.time());
    }
}
