package fieldlink.jobs;

import java.util.Locale;

/** Where a job is in its life. A settled job never changes again. */
public enum JobState {
    QUEUED("pending"),
    /** Handed to a device under a lease; the device has not said yet that it began. */
    LEASED("dispatched"),
    RUNNING("dispatched"),
    /**
     * Handed out, never answered, and not to be tried twice. Whether it ran is unknown: the device's late report, a
     * person, or in the end time settles it.
     */
    NEEDS_ATTENTION("dispatched"),
    SUCCEEDED("completed"),
    FAILED("completed"),
    /** Its window closed before a device took it, or it ran beyond its limit. */
    TIMED_OUT("completed"),
    CANCELLED("cancelled"),
    /** Gave up after its last retry, or nobody attended to it. */
    DEAD("completed");

    private final String status;

    JobState(String status) {
        this.status = status;
    }

    /** The word of the first IoT server's API, which knew four: pending, dispatched, completed, cancelled. */
    public String status() {
        return status;
    }

    /** The constant in lower case, as the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isSettled() {
        return switch (this) {
            case QUEUED, LEASED, RUNNING, NEEDS_ATTENTION -> false;
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> true;
        };
    }

    /** A device holds it, as far as anyone knows. */
    public boolean isInFlight() {
        return this == LEASED || this == RUNNING;
    }
}
