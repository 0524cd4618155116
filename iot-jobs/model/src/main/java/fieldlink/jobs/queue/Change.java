package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.Batch;
import fieldlink.jobs.Credential;
import fieldlink.jobs.Device;
import fieldlink.jobs.Job;
import fieldlink.jobs.Schedule;
import org.jspecify.annotations.Nullable;

/** One step of a {@link Book}, with what it takes to undo it. Absent before: added. Absent after: removed. */
public sealed interface Change {
    record OfJob(
            long sequence, @Nullable Job before, @Nullable Job after) implements Change {}

    record OfDevice(@Nullable Device before, @Nullable Device after) implements Change {}

    record OfBatch(@Nullable Batch before, @Nullable Batch after) implements Change {}

    record OfSchedule(@Nullable Schedule before, @Nullable Schedule after) implements Change {}

    record OfCredential(
            @Nullable Credential before, @Nullable Credential after) implements Change {}

    record OfAudit(AuditEntry entry) implements Change {}
}
