package fieldlink.ccm.sim;

import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * A clock that stands still until it is advanced, and what happens as it is. Equal times keep the order in which they
 * were asked for, so that a run is the same every time. For one thread.
 */
public final class VirtualTime {
    private record Happening(long atNanos, long order, Runnable action) {}

    private final PriorityQueue<Happening> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Happening::atNanos).thenComparingLong(Happening::order));

    private long nanos;
    private long asked;

    /** Begins at zero. */
    public VirtualTime() {}

    /** Since the beginning. */
    public long nanos() {
        return nanos;
    }

    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /** When the next thing happens; empty when nothing ever will. */
    OptionalLong next() {
        Happening first = ahead.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.atNanos());
    }

    public void after(Duration delay, Runnable action) {
        at(nanos + delay.toNanos(), action);
    }

    /** At a time of this clock; at once when that is past. */
    public void at(long atNanos, Runnable action) {
        ahead.add(new Happening(Math.max(atNanos, nanos), asked++, action));
    }

    /** Now, and again and again. */
    public void every(Duration interval, Runnable action) {
        at(nanos, () -> {
            action.run();
            after(interval, () -> every(interval, action));
        });
    }

    public void advance(Duration duration) {
        advanceTo(nanos + duration.toNanos());
    }

    public void advanceTo(long untilNanos) {
        for (Happening next = ahead.peek(); next != null && next.atNanos() <= untilNanos; next = ahead.peek()) {
            ahead.remove();
            nanos = next.atNanos();
            next.action().run();
        }
        nanos = Math.max(nanos, untilNanos);
    }
}
