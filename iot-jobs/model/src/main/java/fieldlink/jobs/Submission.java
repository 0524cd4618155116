package fieldlink.jobs;

/** What became of a {@link JobRequest}. */
public sealed interface Submission {
    record Accepted(Job job) implements Submission {}

    /** The same request was accepted before, under the same idempotency key. */
    record Repeated(Job job) implements Submission {}

    record Refused(Rejection rejection) implements Submission {}
}
