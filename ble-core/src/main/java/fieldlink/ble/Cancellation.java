package fieldlink.ble;

import java.util.ArrayList;
import java.util.List;

/**
 * The caller's way to take a request back. Give it to the request in {@link RequestOptions}; {@link #cancel} may be
 * called from any thread, any number of times, before or after the request was made.
 *
 * <p>A cancelled request that has not begun never runs. One that has begun is not undone: it ends as cancelled, and what
 * it wrote may have reached the device.
 */
public final class Cancellation {
    private final List<Runnable> watchers = new ArrayList<>();
    private boolean cancelled;

    /** A token that is not cancelled. */
    public Cancellation() {}

    public void cancel() {
        List<Runnable> told;
        synchronized (watchers) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            told = List.copyOf(watchers);
            watchers.clear();
        }
        told.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        synchronized (watchers) {
            return cancelled;
        }
    }

    /**
     * For those who carry requests out.
     *
     * @param watcher run once, in the cancelling thread, or at once when already cancelled
     * @return close it when the request has ended, so that a long-lived token does not collect watchers
     */
    public Registration onCancel(Runnable watcher) {
        synchronized (watchers) {
            if (!cancelled) {
                watchers.add(watcher);
                return () -> {
                    synchronized (watchers) {
                        watchers.remove(watcher);
                    }
                };
            }
        }
        watcher.run();
        return () -> {};
    }
}
