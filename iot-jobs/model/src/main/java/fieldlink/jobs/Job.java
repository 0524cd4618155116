package fieldlink.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command for one device, from the moment it is accepted to the day it is forgotten.
 *
 * @param version counts the changes, from 0: who changes a job says which one it saw
 */
public record Job(JobId id, DeviceId device, Command command, Terms terms, Origin origin, long version, Course course) {
    /** How long a device is given to confirm a cancellation. */
    public static final Duration CANCEL_GRACE = Duration.ofSeconds(30);
    /** How long a job of unknown outcome waits for a person. */
    public static final Duration ATTENTION = Duration.ofDays(7);

    public JobState state() {
        return course.state();
    }

    public Timeline times() {
        return course.times();
    }

    public Optional<Lease> lease() {
        return Optional.ofNullable(course.lease());
    }

    public Optional<Cause> cause() {
        return Optional.ofNullable(course.cause());
    }

    public Optional<JobResult> result() {
        return Optional.ofNullable(course.notes().result());
    }

    public Optional<Progress> progress() {
        return Optional.ofNullable(course.notes().progress());
    }

    public boolean isReady(Instant now) {
        return state() == JobState.QUEUED
                && !now.isBefore(times().readyAt())
                && !terms.window().isOver(now);
    }

    public boolean isCancelRequested() {
        return state().isInFlight() && times().cancelRequestedAt() != null;
    }

    /** When the passing of time alone changes this job next; empty for a job that may rest for ever. */
    public Optional<Instant> deadline() {
        return switch (state()) {
            case QUEUED -> Optional.ofNullable(terms.window().expiresAt());
            case LEASED, RUNNING -> {
                Instant silence = lease().map(Lease::until).orElse(times().queuedAt());
                Instant grace = plus(times().cancelRequestedAt(), CANCEL_GRACE);
                yield Optional.of(earlier(earlier(silence, grace), plus(times().dispatchedAt(), terms.limit())));
            }
            case NEEDS_ATTENTION -> lease().map(lease -> lease.until().plus(ATTENTION));
            case SUCCEEDED, FAILED, TIMED_OUT, CANCELLED, DEAD -> Optional.empty();
        };
    }

    /** The next version of this job. */
    public Job becoming(Course next) {
        return new Job(id, device, command, terms, origin, version + 1, next);
    }

    private static @Nullable Instant plus(@Nullable Instant from, Duration time) {
        return from == null ? null : from.plus(time);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
