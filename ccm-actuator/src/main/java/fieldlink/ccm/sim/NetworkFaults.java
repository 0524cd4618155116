package fieldlink.ccm.sim;

import java.time.Duration;

/**
 * What goes wrong on the way to a node. Probabilities are per packet, from 0 to 1.
 *
 * @param outage probability that a packet begins an outage
 * @param outageLength how long the link then carries nothing
 * @param delay each packet is late by a random part of this, so that packets overtake one another
 */
public record NetworkFaults(
        double loss, double outage, Duration outageLength, double duplicate, Duration delay, double corrupt) {
    public static final NetworkFaults NONE = new NetworkFaults(0, 0, Duration.ZERO, 0, Duration.ZERO, 0);

    public NetworkFaults {
        requireProbability("loss", loss);
        requireProbability("outage", outage);
        requireProbability("duplicate", duplicate);
        requireProbability("corrupt", corrupt);
        if (outageLength.isNegative() || delay.isNegative()) {
            throw new IllegalArgumentException("outage length and delay cannot be negative");
        }
    }

    public static NetworkFaults losing(double loss) {
        return new NetworkFaults(loss, 0, Duration.ZERO, 0, Duration.ZERO, 0);
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " " + value + " is no probability; expected 0 to 1");
        }
    }
}
