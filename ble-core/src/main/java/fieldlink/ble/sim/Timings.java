package fieldlink.ble.sim;

import java.time.Duration;

/**
 * How long things take on the simulated air.
 *
 * @param connect with the scanner off; with it on, a connect takes more than ten seconds, as it does on BlueZ
 * @param disconnect until the link is really gone
 */
public record Timings(
        Duration scanStart, Duration connect, Duration discover, Duration operation, Duration disconnect) {
    /** A brisk device nearby. */
    public static final Timings BRISK = new Timings(
            Duration.ofMillis(5),
            Duration.ofMillis(40),
            Duration.ofMillis(20),
            Duration.ofMillis(5),
            Duration.ofMillis(20));

    /** How long a connect takes when discovery was left running, measured on BlueZ 5.66. */
    static final Duration CONNECT_WHILE_SCANNING = Duration.ofMillis(10_400);

    /** How long BlueZ waits for a device that does not answer. */
    static final Duration CONNECT_TO_NOBODY = Duration.ofMillis(40_400);

    public Timings withConnect(Duration wanted) {
        return new Timings(scanStart, wanted, discover, operation, disconnect);
    }

    public Timings withOperation(Duration wanted) {
        return new Timings(scanStart, connect, discover, wanted, disconnect);
    }
}
