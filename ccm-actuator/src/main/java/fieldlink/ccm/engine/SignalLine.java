package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Signal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one actuator's node is being told. A change goes out three times, then it is refreshed so that the node neither
 * forgets it nor misses it; a new signal replaces the old one whole, so that no late repeat of an ON can follow an OFF.
 */
final class SignalLine {
    static final int BURST = 3;
    static final Duration BURST_GAP = Duration.ofMillis(100);
    private static final Duration AFTER_BURST = Duration.ofMillis(500);
    /** How long an OFF is repeated as often as an ON. */
    private static final Duration FRESH_OFF = Duration.ofSeconds(10);

    private final ActuatorSpec spec;
    private ActuatorEffect.@Nullable Show shown;
    private Moment shownAt = Moment.START;
    private Moment due = Moment.NEVER;
    private int sent;
    private boolean hushing;

    SignalLine(ActuatorSpec spec) {
        this.spec = spec;
    }

    ActuatorSpec spec() {
        return spec;
    }

    Moment due() {
        return due;
    }

    boolean isDriving() {
        return shown != null && shown.signal().drives();
    }

    /** @return whether it has to go out now; not when the same is still being said */
    boolean show(ActuatorEffect.Show next, Moment now) {
        boolean same = shown != null
                && shown.signal().equals(next.signal())
                && shown.priority() == next.priority()
                && sent < BURST
                && !hushing;
        shown = next;
        if (same) {
            return false;
        }
        hushing = false;
        shownAt = now;
        sent = 0;
        due = now;
        return true;
    }

    /** Says nothing more once the burst is out. */
    void hush() {
        hushing = true;
        if (sent >= BURST || shown == null) {
            silence();
        }
    }

    /** Past its limit an ON becomes an OFF, whatever the engine says. */
    boolean cutOff(Moment now) {
        if (shown == null || !isDriving() || now.isBefore(shown.notAfter())) {
            return false;
        }
        Signal resting = shown.resting();
        return show(new ActuatorEffect.Show(resting, resting, shown.priority(), Moment.NEVER), now);
    }

    Moment limit() {
        return shown == null || !isDriving() ? Moment.NEVER : shown.notAfter();
    }

    /** What is due; remembers that it went out. */
    ActuatorEffect.@Nullable Show take(Moment now) {
        ActuatorEffect.Show out = shown;
        if (out == null || now.isBefore(due)) {
            return null;
        }
        sent++;
        if (sent >= BURST && hushing) {
            silence();
        } else {
            due = next(now, out);
        }
        return out;
    }

    private Moment next(Moment now, ActuatorEffect.Show out) {
        if (sent < BURST) {
            return now.plus(BURST_GAP);
        }
        if (sent == BURST) {
            // A disturbance that swallows a whole burst lasts about half a second; nobody has to wait longer for it.
            return now.plus(
                    AFTER_BURST.compareTo(spec.wire().activeRefresh()) < 0
                            ? AFTER_BURST
                            : spec.wire().activeRefresh());
        }
        boolean busy = out.signal().drives() || shownAt.until(now).compareTo(FRESH_OFF) < 0;
        return now.plus(busy ? spec.wire().activeRefresh() : spec.wire().restingRefresh());
    }

    private void silence() {
        shown = null;
        due = Moment.NEVER;
    }
}
