package fieldlink.ble.sim;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong at a simulated device. Each order is used up by what it breaks. Any thread may give orders. */
public final class DeviceFaults {
    private static final int NEVER = -1;

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger hangs = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private final AtomicInteger lostNotifications = new AtomicInteger();
    private final AtomicInteger garbledReads = new AtomicInteger();
    private final AtomicInteger operationsUntilDrop = new AtomicInteger(NEVER);
    private final AtomicBoolean always = new AtomicBoolean();

    DeviceFaults() {}

    /** The next connects are refused at once. */
    public void refuseConnects(int times) {
        refusals.set(times);
    }

    /** The next connects get no answer. */
    public void hangConnects(int times) {
        hangs.set(times);
    }

    /** Every connect gets no answer, until told otherwise. */
    public void hangEveryConnect(boolean on) {
        always.set(on);
    }

    /** The next operations get no answer. */
    public void hangOperations(int times) {
        silences.set(times);
    }

    /** The link drops in the middle of the operation after so many more good ones. */
    public void dropAfter(int operations) {
        operationsUntilDrop.set(operations);
    }

    /** The next notifications are sent and never arrive. */
    public void loseNotifications(int times) {
        lostNotifications.set(times);
    }

    /** The next reads return bytes that mean nothing. */
    public void garbleReads(int times) {
        garbledReads.set(times);
    }

    boolean refusesConnect() {
        return use(refusals);
    }

    boolean hangsConnect() {
        return always.get() || use(hangs);
    }

    boolean hangsOperation() {
        return use(silences);
    }

    boolean losesNotification() {
        return use(lostNotifications);
    }

    boolean garblesRead() {
        return use(garbledReads);
    }

    boolean dropsNow() {
        int before = operationsUntilDrop.getAndUpdate(left -> left == NEVER ? NEVER : left - 1);
        return before == 0;
    }

    private static boolean use(AtomicInteger times) {
        return times.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0;
    }
}
