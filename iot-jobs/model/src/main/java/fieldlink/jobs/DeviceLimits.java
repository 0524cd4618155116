package fieldlink.jobs;

/**
 * How much a device is trusted to hold.
 *
 * @param maxInFlight jobs handed out and not yet answered. With 1 the device works strictly one after the other, and a
 *     poll while a job is out means that the device never got it or forgot it.
 * @param maxDepth jobs waiting in its queue
 */
public record DeviceLimits(int maxInFlight, int maxDepth) {
    public static final DeviceLimits DEFAULT = new DeviceLimits(64, 10_000);

    public DeviceLimits {
        if (maxInFlight < 1 || maxDepth < 1) {
            throw new IllegalArgumentException(
                    "limits start at 1, not at " + maxInFlight + " in flight and " + maxDepth + " deep");
        }
    }

    public boolean isSequential() {
        return maxInFlight == 1;
    }
}
