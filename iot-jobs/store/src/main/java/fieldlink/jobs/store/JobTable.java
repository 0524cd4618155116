package fieldlink.jobs.store;

import fieldlink.jobs.BatchId;
import fieldlink.jobs.Cause;
import fieldlink.jobs.Command;
import fieldlink.jobs.Course;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobResult;
import fieldlink.jobs.JobState;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Lane;
import fieldlink.jobs.Lease;
import fieldlink.jobs.Origin;
import fieldlink.jobs.Progress;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timeline;
import fieldlink.jobs.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code job}, which every database has alike: its columns, and how a job becomes a row and back. */
final class JobTable {
    private static final List<String> FIXED = List.of(
            "id",
            "device",
            "command",
            "args",
            "delivery",
            "lane",
            "not_before",
            "expires_at",
            "max_attempts",
            "pause",
            "longest_pause",
            "lease_time",
            "time_limit",
            "source",
            "requested_via",
            "caller_waits",
            "idempotency_key",
            "batch",
            "requeued_from");
    /** What changes in the course of a job. */
    private static final List<String> MOVING = List.of(
            "version",
            "state",
            "attempts",
            "queued_at",
            "ready_at",
            "dispatched_at",
            "cancel_requested_at",
            "settled_at",
            "lease_id",
            "lease_until",
            "cause",
            "percent",
            "message",
            "result_ok",
            "return_value",
            "stdout",
            "stderr",
            "error",
            "reported_at",
            "deadline");

    static final String SELECT =
            "SELECT seq, " + String.join(", ", FIXED) + ", " + String.join(", ", MOVING) + " FROM job ";
    /** Every column but the number. */
    static final String INSERT_UNNUMBERED = insert("INSERT", "");

    static final String INSERT = insert("INSERT", "seq, ");
    static final String REPLACE = insert("INSERT OR REPLACE", "seq, ");
    private static final String UPDATE =
            "UPDATE job SET " + MOVING.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    static final String UPDATE_NUMBERED = UPDATE + " WHERE seq = ?";
    static final String UPDATE_VERSION = UPDATE + " WHERE id = ? AND version = ?";

    private JobTable() {}

    static void bind(Binder to, Job job) throws SQLException {
        Terms terms = job.terms();
        Origin origin = job.origin();
        to.said(job.id()).said(job.device());
        to.text(job.command().name()).said(job.command().args());
        to.name(terms.delivery()).name(terms.lane());
        to.time(terms.window().notBefore()).time(terms.window().expiresAt());
        to.number((long) terms.retry().attempts());
        to.time(terms.retry().pause()).time(terms.retry().longestPause());
        to.time(terms.lease()).time(terms.limit());
        to.text(origin.source()).text(origin.requestedVia()).flag(origin.callerWaits());
        to.text(origin.key()).said(origin.batch()).said(origin.requeuedFrom());
        bindMoving(to, job);
    }

    static void bindMoving(Binder to, Job job) throws SQLException {
        Timeline times = job.times();
        to.number(job.version()).name(job.state()).number((long) job.course().attempts());
        to.time(times.queuedAt()).time(times.readyAt()).time(times.dispatchedAt());
        to.time(times.cancelRequestedAt()).time(times.settledAt());
        Lease lease = job.course().lease();
        to.text(lease == null ? null : lease.id()).time(lease == null ? null : lease.until());
        to.name(job.course().cause());
        Progress progress = job.course().notes().progress();
        to.number(progress == null ? null : progress.percent());
        to.text(progress == null ? null : progress.message());
        JobResult result = job.course().notes().result();
        if (result == null) {
            to.flag(null).text(null).text(null).text(null).text(null).text(null);
        } else {
            to.flag(result.ok()).said(result.returnValue()).said(result.stdout());
            to.said(result.stderr()).said(result.error()).said(result.reportedAt());
        }
        to.time(job.deadline().orElse(null));
    }

    static Numbered read(ResultSet from) throws SQLException {
        Row row = new Row(from);
        long sequence = row.number();
        JobId id = JobId.of(row.text());
        DeviceId device = DeviceId.of(row.text());
        Command command = new Command(row.text(), JsonText.of(row.text()));
        Terms terms = terms(row);
        Origin origin = new Origin(
                row.text(), row.textIfAny(), row.flag(), row.textIfAny(), row.ifAny(BatchId::of), row.ifAny(JobId::of));
        long version = row.number();
        return new Numbered(sequence, new Job(id, device, command, terms, origin, version, course(row)));
    }

    private static Terms terms(Row row) throws SQLException {
        return new Terms(
                row.name(Delivery.class),
                row.name(Lane.class),
                new Window(row.timeIfAny(), row.timeIfAny()),
                new Retry((int) row.number(), row.duration(), row.duration()),
                row.duration(),
                row.duration());
    }

    private static Course course(Row row) throws SQLException {
        JobState state = row.name(JobState.class);
        int attempts = (int) row.number();
        Timeline times = new Timeline(row.time(), row.time(), row.timeIfAny(), row.timeIfAny(), row.timeIfAny());
        String leaseId = row.textIfAny();
        var until = row.timeIfAny();
        Lease lease = leaseId == null || until == null ? null : new Lease(leaseId, until);
        Cause cause = row.ifAny(Cause::valueOf);
        return new Course(state, attempts, times, lease, cause, new Course.Notes(progress(row), result(row)));
    }

    private static @Nullable Progress progress(Row row) throws SQLException {
        Long percent = row.numberIfAny();
        String message = row.textIfAny();
        if (percent == null && message == null) {
            return null;
        }
        return new Progress(percent == null ? null : percent.intValue(), message);
    }

    private static @Nullable JobResult result(Row row) throws SQLException {
        Long ok = row.numberIfAny();
        JsonText returnValue = row.ifAny(JsonText::of);
        JsonText stdout = row.ifAny(JsonText::of);
        JsonText stderr = row.ifAny(JsonText::of);
        JsonText error = row.ifAny(JsonText::of);
        JsonText reportedAt = row.ifAny(JsonText::of);
        if (ok == null || returnValue == null || stdout == null || stderr == null) {
            return null;
        }
        return error == null || reportedAt == null
                ? null
                : new JobResult(ok != 0, returnValue, stdout, stderr, error, reportedAt);
    }

    private static String insert(String verb, String number) {
        int columns = FIXED.size() + MOVING.size() + (number.isEmpty() ? 0 : 1);
        return verb + " INTO job (" + number + String.join(", ", FIXED) + ", " + String.join(", ", MOVING)
                + ") VALUES (?" + ", ?".repeat(columns - 1) + ")";
    }
}
