package fieldlink.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The queue's book, as one unit of work inside {@link JobStore#transact} sees it: its own changes, and nothing half-done
 * of anybody else's. Not to be used outside of the unit that it was handed to.
 */
public interface JobLedger {
    /** A job with its place in the order of acceptance, counted from 1. */
    record Numbered(long sequence, Job job) {}

    Optional<Device> device(DeviceId id);

    /** By id. */
    List<Device> devices();

    void put(Device device);

    void remove(DeviceId id);

    Optional<Job> job(JobId id);

    /** The job that was accepted under an idempotency key, as long as it is remembered. */
    Optional<Job> jobByKey(DeviceId device, String key);

    /** A job that is not in the book yet; it takes its place behind all others. */
    void add(Job job);

    /**
     * The next version of a job in the book.
     *
     * @throws StoreException with {@code CONFLICT} when the book does not hold the version before
     */
    void change(Job job);

    /** The first job of a device that may be handed out: by lane, then by acceptance. */
    Optional<Job> firstReady(DeviceId device, Instant now);

    /** How many jobs wait for a device. */
    int queued(DeviceId device);

    /** Jobs that a device has, by acceptance. */
    List<Job> inFlight(DeviceId device);

    /** Jobs that are not settled, by acceptance. */
    List<Job> live(DeviceId device);

    /** Jobs whose {@link Job#deadline} has come, the most overdue first. */
    List<Job> due(Instant now, int limit);

    /** Devices with a job that became ready after the one instant and not after the other. */
    List<DeviceId> becameReady(Instant after, Instant until);

    List<Numbered> search(JobQuery query);

    Optional<Batch> batch(BatchId id);

    /** The newest first. */
    List<Batch> batches(int limit);

    void put(Batch batch);

    Optional<Schedule> schedule(ScheduleId id);

    /** By id. */
    List<Schedule> schedules();

    /** Those that {@link Schedule#isDue are due}; what another server is looking after is left out. */
    List<Schedule> schedulesDue(Instant now);

    void put(Schedule schedule);

    void remove(ScheduleId id);

    Optional<Credential> credential(String id);

    List<Credential> credentials(Credential.Kind kind);

    void put(Credential credential);

    void removeCredential(String id);

    void record(AuditEntry entry);

    /** The newest first. */
    List<AuditEntry> audit(int limit);

    /** Forgets settled jobs beyond a number and before a time; live jobs stay. */
    int prune(Retention retention, Instant now);
}
