package fieldlink.ccm.cadence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What is to be said when: to each listener its newest value, repeated as its {@link Pace} asks.
 *
 * <p>A new value takes the place of the old one and of all its repeats that are still to come, so that no ON leaves
 * after the OFF. Values that fall due together leave in the order in which they were put.
 *
 * <p>Times are nanoseconds of a steady clock whose zero is arbitrary, like {@code System.nanoTime}. For one thread.
 *
 * @param <K> a listener: a tuple, an actuator
 * @param <V> what is said; equal values are the same word
 */
public final class SendPlan<K, V> {
    /** Any share of a refresh, different from one listener to the next: the golden ratio spreads them evenly. */
    private static final double PHASE = (Math.sqrt(5) - 1) / 2;

    private static final class Repeat<K, V> {
        final K key;
        final V value;
        final Pace pace;
        final Cadence cadence;
        final long changedAt;
        final long order;
        int sent;
        long dueAt;
        boolean fading;

        Repeat(K key, V value, Pace pace, Cadence cadence, long now, long order) {
            this.key = key;
            this.value = value;
            this.pace = pace;
            this.cadence = cadence;
            this.changedAt = now;
            this.dueAt = now;
            this.order = order;
        }

        boolean isBursting() {
            return sent < cadence.burst().count();
        }

        boolean isOver() {
            return fading && !isBursting();
        }

        long nextAt(long now) {
            long pause = cadence.pauseNanos(pace, sent, now - changedAt);
            // What was said to a thousand at once is not refreshed for all of them at once for ever.
            boolean firstRefresh =
                    sent == cadence.burst().count() + cadence.echo().count();
            double phase = firstRefresh ? (order * PHASE) % 1 : 0;
            return now + Math.round(pause * (1 - phase));
        }
    }

    private final Map<K, Repeat<K, V>> current = new HashMap<>();
    private final TreeSet<Repeat<K, V>> queue = new TreeSet<>(SendPlan::byTime);
    private long puts;

    /** An empty plan: nobody is told anything. */
    public SendPlan() {}

    /**
     * Says a value from now on.
     *
     * @return whether its burst begins now; not when the same value's burst is still going on
     */
    public boolean put(K key, V value, Pace pace, Cadence cadence, long now) {
        Repeat<K, V> old = current.get(key);
        boolean same = old != null && old.value.equals(value) && old.pace == pace && old.isBursting() && !old.fading;
        if (same) {
            return false;
        }
        drop(key);
        Repeat<K, V> repeat = new Repeat<>(key, value, pace, cadence, now, puts++);
        current.put(key, repeat);
        queue.add(repeat);
        return true;
    }

    /** Says nothing more to a listener. */
    public void drop(K key) {
        Repeat<K, V> old = current.remove(key);
        if (old != null) {
            queue.remove(old);
        }
    }

    /** Says nothing more to a listener once the burst of the last value is over. */
    public void fade(K key) {
        Repeat<K, V> last = current.get(key);
        if (last != null) {
            last.fading = true;
        }
        if (last != null && last.isOver()) {
            drop(key);
        }
    }

    /** The value that a listener is to be told now, if there is one; it is then due again later. */
    public Optional<V> take(K key, long now) {
        Repeat<K, V> repeat = current.get(key);
        return repeat == null || repeat.dueAt - now > 0 ? Optional.empty() : Optional.of(take(repeat, now));
    }

    /**
     * What must leave now; each is then due again later. A plan that was asked late sends each value once and does not
     * make up for what it missed.
     *
     * @param most how many of them to take in one go
     */
    public List<V> due(long now, int most) {
        List<V> due = new ArrayList<>();
        while (due.size() < most && !queue.isEmpty() && queue.first().dueAt - now <= 0) {
            due.add(take(queue.first(), now));
        }
        return due;
    }

    /** When {@link #due} has something next; empty when nothing is being said. */
    public OptionalLong nextDue() {
        return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queue.first().dueAt);
    }

    private V take(Repeat<K, V> repeat, long now) {
        queue.remove(repeat);
        repeat.sent++;
        if (repeat.isOver()) {
            current.remove(repeat.key);
        } else {
            repeat.dueAt = repeat.nextAt(now);
            queue.add(repeat);
        }
        return repeat.value;
    }

    /** A steady clock may overflow, so times are compared by their difference. */
    private static int byTime(Repeat<?, ?> one, Repeat<?, ?> other) {
        int byTime = Long.compare(one.dueAt - other.dueAt, 0);
        return byTime != 0 ? byTime : Long.compare(one.order, other.order);
    }
}
