package fieldlink.jobs;

/** Where a job is in its life. A settled job never changes again. */
public enum JobState {
    QUEUED,
    /** Handed to a device under a lease; the device has not said yet that it began. */
    LEASED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** Gave up after its last retry, or its outcome is unknown and must not be tried twice: a person decides. */
    DEAD;

    public boolean isSettled() {
        return switch (this) {
            case QUEUED, LEASED, RUNNING -> false;
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> true;
        };
    }
}
