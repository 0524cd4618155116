package fieldlink.jobs;

/** What became of a device's word about a job. The device is thanked in every case: there is nothing to repeat. */
public sealed interface Report {
    /** @param job as it is now: settled, or queued again when it will be retried */
    record Applied(Job job) implements Report {}

    /** The job was settled before; its first result stands. */
    record Duplicate(Job job) implements Report {}

    /** It is about an attempt that no longer counts. */
    record Stale(Job job) implements Report {}

    /** It is another device's job, and stays as it is. */
    record Foreign(Job job) implements Report {}

    /** No such job: forgotten, or never there. */
    record Unknown() implements Report {}

    record UnknownDevice() implements Report {}
}
