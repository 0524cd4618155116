package fieldlink.jobs.store;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.Retention;
import fieldlink.jobs.queue.Archive;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The history file: settled jobs and the audit log. Losing it loses no job that is still to be done. */
final class SqliteHistory implements Archive, AutoCloseable {
    private final Connection connection;
    private final PreparedStatement byId;
    private final PreparedStatement byKey;
    private final PreparedStatement replace;

    SqliteHistory(Connection connection) throws SQLException {
        this.connection = connection;
        byId = connection.prepareStatement(JobTable.SELECT + "WHERE id = ?");
        byKey = connection.prepareStatement(JobTable.SELECT + "WHERE device = ? AND idempotency_key = ?");
        replace = connection.prepareStatement(JobTable.REPLACE);
    }

    /**
     * Files away what left the state file. It may have been filed before, when the server was stopped in between: then
     * it is the same again.
     *
     * @param lastAudit the number of the last of the entries
     */
    void file(List<Numbered> jobs, List<AuditEntry> audit, long lastAudit) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (Numbered job : jobs) {
                JobTable.bind(new Binder(replace).number(job.sequence()), job.job());
                replace.executeUpdate();
            }
            append(audit, lastAudit - audit.size());
            connection.commit();
        } catch (SQLException e) {
            SqliteFile.rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    long lastSequence() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("SELECT coalesce(max(seq), 0) FROM job")) {
            return last.next() ? last.getLong(1) : 0;
        }
    }

    @Override
    public Optional<Job> job(JobId id) {
        return one(byId, id.value());
    }

    @Override
    public Optional<Job> jobByKey(DeviceId device, String key) {
        return one(byKey, device.value(), key);
    }

    @Override
    public List<Numbered> search(JobQuery query) {
        try {
            return JobSearch.run(connection, query);
        } catch (SQLException e) {
            throw Failure.of(e, "cannot search the history");
        }
    }

    @Override
    public int prune(Retention retention, Instant now) {
        // A bounded bite: the rest follows the next time, and nobody waits for it meanwhile.
        String sql = "DELETE FROM job WHERE seq IN (SELECT seq FROM job WHERE settled_at < ?"
                + " OR seq <= (SELECT seq FROM job ORDER BY seq DESC LIMIT 1 OFFSET ?) ORDER BY seq LIMIT 5000)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binder(statement).time(now.minus(retention.age())).number((long) retention.jobs());
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw Failure.of(e, "cannot prune the history");
        }
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        String sql = "SELECT at, actor, action, subject, detail FROM audit ORDER BY seq DESC LIMIT " + limit;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<AuditEntry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(SqliteJournal.auditEntry(new Row(rows)));
            }
            return entries;
        } catch (SQLException e) {
            throw Failure.of(e, "cannot read the audit log");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void append(List<AuditEntry> audit, long numberedAfter) throws SQLException {
        String sql = "INSERT OR IGNORE INTO audit (seq, at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            long number = numberedAfter;
            for (AuditEntry entry : audit) {
                new Binder(statement)
                        .number(++number)
                        .time(entry.at())
                        .text(entry.actor())
                        .text(entry.action())
                        .text(entry.subject())
                        .text(entry.detail());
                statement.executeUpdate();
            }
        }
    }

    private static Optional<Job> one(PreparedStatement statement, String... values) {
        try {
            Binder binder = new Binder(statement);
            for (String value : values) {
                binder.text(value);
            }
            return JobSearch.readAll(statement).stream().findFirst().map(Numbered::job);
        } catch (SQLException e) {
            throw Failure.of(e, "cannot read the history");
        }
    }
}
