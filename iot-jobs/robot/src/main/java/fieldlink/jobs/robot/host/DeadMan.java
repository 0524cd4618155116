package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.RobotClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Watches an operator who asked to be watched: no heartbeat for a window, and the brake is pulled. */
final class DeadMan {
    private final Mailbox mailbox;
    private final InstantSource clock;
    private final Runnable expired;
    private @Nullable RobotClient watched;
    private Duration window = Duration.ZERO;
    private Instant lastBeat = Instant.EPOCH;
    private boolean armed;

    DeadMan(Mailbox mailbox, InstantSource clock, Runnable expired) {
        this.mailbox = mailbox;
        this.clock = clock;
        this.expired = expired;
    }

    void beat(RobotClient client, Duration within) {
        watched = client;
        window = within;
        lastBeat = clock.instant();
        if (!armed) {
            arm(within);
        }
    }

    boolean isOn() {
        return watched != null;
    }

    void off() {
        watched = null;
    }

    private void arm(Duration delay) {
        armed = true;
        mailbox.after(delay, this::check);
    }

    private void check() {
        armed = false;
        if (watched == null) {
            return;
        }
        Duration left = window.minus(Duration.between(lastBeat, clock.instant()));
        if (left.isNegative() || left.isZero()) {
            watched = null;
            expired.run();
        } else {
            arm(left);
        }
    }
}
