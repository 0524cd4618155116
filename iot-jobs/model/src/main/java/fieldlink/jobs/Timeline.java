package fieldlink.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to a job, by the server's clock.
 *
 * @param readyAt not handed out before
 * @param dispatchedAt when the last attempt was handed out
 * @param cancelRequestedAt when an operator asked to cancel it while a device had it
 */
public record Timeline(
        Instant queuedAt,
        Instant readyAt,
        @Nullable Instant dispatchedAt,
        @Nullable Instant cancelRequestedAt,
        @Nullable Instant settledAt) {
    public static Timeline from(Instant queuedAt, Instant readyAt) {
        return new Timeline(queuedAt, readyAt, null, null, null);
    }

    public Timeline dispatched(Instant now) {
        return new Timeline(queuedAt, readyAt, now, cancelRequestedAt, null);
    }

    public Timeline resting(Instant until) {
        return new Timeline(queuedAt, until, dispatchedAt, null, null);
    }

    public Timeline cancelRequested(Instant now) {
        return new Timeline(queuedAt, readyAt, dispatchedAt, now, null);
    }

    public Timeline settled(Instant now) {
        return new Timeline(queuedAt, readyAt, dispatchedAt, cancelRequestedAt, now);
    }
}
