package fieldlink.jobs;

/** What became of the wish to cancel a job. */
public sealed interface Cancellation {
    /** No device will run it. */
    record Cancelled(Job job) implements Cancellation {}

    /** It was cancelled before. */
    record AlreadyCancelled(Job job) implements Cancellation {}

    /** A device has it and is asked to stop; the job is cancelled when the device confirms or stays silent. */
    record Requested(Job job) implements Cancellation {}

    /** A device has it, and the caller wanted it cancelled only if none had. */
    record AlreadyDispatched(Job job) implements Cancellation {}

    record AlreadySettled(Job job) implements Cancellation {}

    /** Somebody else changed the job since the caller looked. */
    record Changed(Job job) implements Cancellation {}

    record Unknown() implements Cancellation {}
}
