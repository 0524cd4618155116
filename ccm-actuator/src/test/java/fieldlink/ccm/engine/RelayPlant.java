package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.WireValue;
import java.util.Random;

/**
 * A node with two relays and a motor, for tests of the engine alone: it hears what gets through, forgets what is not
 * repeated, and its window is where physics puts it, whatever was commanded.
 */
final class RelayPlant {
    private final ActuatorSpec spec;
    private final double openSeconds;
    private final double closeSeconds;
    private final double validity;
    private final Random random;
    private final Network network;
    private double percent;
    private double now;
    private double openUntil = -1;
    private double closeUntil = -1;
    private double deafUntil = -1;
    private double bothOn;
    private double run;
    private double longestRun;
    private int lastDirection;
    private double stoppedAt = -1000;
    private double shortestReversal = 1000;

    RelayPlant(ActuatorSpec spec, double percent, double validity, Network network) {
        this.spec = spec;
        this.percent = percent;
        this.validity = validity;
        this.openSeconds = 60;
        this.closeSeconds = 55;
        this.random = new Random(network.seed);
        this.network = network;
    }

    /**
     * @param loss of each packet by itself
     * @param outage how likely a packet begins half a second of silence
     */
    record Network(double loss, double outage, long seed) {
        static final double OUTAGE_SECONDS = 0.5;
    }

    /** @return always true: the sender cannot know what is lost on the way */
    boolean hear(double at, WireValue value) {
        advance(at);
        if (at >= deafUntil && random.nextDouble() < network.outage) {
            deafUntil = at + Network.OUTAGE_SECONDS;
        }
        if (at < deafUntil || random.nextDouble() < network.loss) {
            return true;
        }
        boolean on = value.text().equals("1");
        if (value.tuple().equals(spec.drive().tuples().get(0))) {
            openUntil = on ? at + validity : at;
        } else if (value.tuple().equals(spec.drive().tuples().get(1))) {
            closeUntil = on ? at + validity : at;
        }
        return true;
    }

    double percent(double at) {
        advance(at);
        return percent;
    }

    boolean isRunning(double at) {
        advance(at);
        return openUntil > at || closeUntil > at;
    }

    double bothOn() {
        return bothOn;
    }

    double longestRun() {
        return longestRun;
    }

    double shortestReversal() {
        return shortestReversal;
    }

    private void advance(double to) {
        while (now < to) {
            double next = to;
            next = openUntil > now ? Math.min(next, openUntil) : next;
            next = closeUntil > now ? Math.min(next, closeUntil) : next;
            step(next - now, openUntil > now, closeUntil > now);
            now = next;
        }
    }

    private void step(double seconds, boolean opening, boolean closing) {
        int direction = opening == closing ? 0 : (opening ? 1 : -1);
        bothOn += opening && closing ? seconds : 0;
        if (direction != 0) {
            if (lastDirection != 0 && direction != lastDirection && run == 0) {
                shortestReversal = Math.min(shortestReversal, now - stoppedAt);
            }
            percent += direction * seconds / (direction > 0 ? openSeconds : closeSeconds) * 100;
            percent = Math.max(0, Math.min(100, percent));
            run = direction == lastDirection || run == 0 ? run + seconds : seconds;
            lastDirection = direction;
            stoppedAt = now + seconds;
            longestRun = Math.max(longestRun, run);
        } else {
            run = 0;
        }
    }
}
