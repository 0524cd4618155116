package fieldlink.powerhub.client;

import fieldlink.powerhub.Profile;
import java.time.Duration;

/**
 * How a client behaves.
 *
 * @param profile of the hub's firmware; {@link Profile#AUTO} finds it out at each connection, with two reads
 * @param connectWithin how long one attempt to connect may take
 * @param answerWithin how long one read or write may take
 * @param confirmWithin how long to look for levels that a batch should lead to
 * @param retryAfter between attempts to get a lost connection back
 * @param attempts how many of those before giving up
 */
public record ClientSettings(
        Profile profile,
        Duration connectWithin,
        Duration answerWithin,
        Duration confirmWithin,
        Duration retryAfter,
        int attempts) {
    public static final ClientSettings DEFAULT = new ClientSettings(
            Profile.AUTO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            5);

    public ClientSettings {
        requirePositive("connectWithin", connectWithin);
        requirePositive("answerWithin", answerWithin);
        requirePositive("confirmWithin", confirmWithin);
        requirePositive("retryAfter", retryAfter);
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts " + attempts + " must be at least 1");
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " " + duration + " must be longer than nothing");
        }
    }
}
