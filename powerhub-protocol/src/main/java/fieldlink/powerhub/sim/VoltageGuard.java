package fieldlink.powerhub.sim;

/** When the supply sends the hub to sleep, and when it wakes it. */
final class VoltageGuard {
    private static final int SAMPLES_TO_SLEEP = 12;
    private static final int SAMPLES_TO_WAKE = 3;

    private int low;
    private int high;

    /** Whether this sample, the twelfth low one in a row, ends the day. */
    boolean sleepsAfter(int millivolts, PowerThresholds thresholds) {
        low = millivolts < thresholds.sleepMillivolts() ? low + 1 : 0;
        return low >= SAMPLES_TO_SLEEP;
    }

    /** Whether this sample, the third good one in a row, ends the night. */
    boolean wakesAfter(int millivolts, PowerThresholds thresholds) {
        high = millivolts >= thresholds.wakeMillivolts() ? high + 1 : 0;
        return high >= SAMPLES_TO_WAKE;
    }
}
