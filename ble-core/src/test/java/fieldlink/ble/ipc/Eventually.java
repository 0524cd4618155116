package fieldlink.ble.ipc;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that other threads bring about. */
final class Eventually {
    private static final long DEADLINE_MILLIS = 20_000;
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    private Eventually() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true within " + DEADLINE_MILLIS + " ms");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
