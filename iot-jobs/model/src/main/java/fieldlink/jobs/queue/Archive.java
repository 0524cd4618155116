package fieldlink.jobs.queue;

import fieldlink.jobs.AuditEntry;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobLedger.Numbered;
import fieldlink.jobs.JobQuery;
import fieldlink.jobs.Retention;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a {@link Book} looks for what is not at hand any more: jobs that were settled, and who did what. */
public interface Archive {
    Optional<Job> job(JobId id);

    Optional<Job> jobByKey(DeviceId device, String key);

    List<Numbered> search(JobQuery query);

    int prune(Retention retention, Instant now);

    /** The newest first. */
    List<AuditEntry> audit(int limit);
}
