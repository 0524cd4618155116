package fieldlink.ccm.cadence;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What is to be sent when: the newest value of each tuple, repeated as its {@link Pace} asks.
 *
 * <p>A new value takes the place of the old one and of all its repeats that are still to come, so that no ON leaves
 * after the OFF. Values that fall due together leave in the order in which they were put.
 *
 * <p>Times are nanoseconds of a steady clock whose zero is arbitrary, like {@code System.nanoTime}. For one thread.
 */
public final class SendPlan {
    private static final class Repeat {
        final CcmDatum datum;
        final Pace pace;
        final long changedAt;
        final long order;
        int sent;
        long dueAt;

        Repeat(CcmDatum datum, Pace pace, long now, long order) {
            this.datum = datum;
            this.pace = pace;
            this.changedAt = now;
            this.dueAt = now;
            this.order = order;
        }
    }

    /** A steady clock may overflow, so times are compared by their difference. */
    private static final Comparator<Repeat> BY_TIME = (one, other) -> {
        int byTime = Long.compare(one.dueAt - other.dueAt, 0);
        return byTime != 0 ? byTime : Long.compare(one.order, other.order);
    };

    private final Cadence cadence;
    private final Map<CcmTuple, Repeat> current = new HashMap<>();
    private final TreeSet<Repeat> queue = new TreeSet<>(BY_TIME);

    private long puts;

    public SendPlan(Cadence cadence) {
        this.cadence = cadence;
    }

    /** Sends a value from now on. The same value at the same pace again changes nothing. */
    public void put(CcmDatum datum, Pace pace, long now) {
        Repeat known = current.get(datum.tuple());
        if (known == null || known.pace != pace || !known.datum.equals(datum)) {
            putAgain(datum, pace, now);
        }
    }

    /** Sends a value from now on, with all the copies of a change even if it is none. */
    public void putAgain(CcmDatum datum, Pace pace, long now) {
        Repeat repeat = new Repeat(datum, pace, now, puts++);
        Repeat old = current.put(datum.tuple(), repeat);
        if (old != null) {
            queue.remove(old);
        }
        queue.add(repeat);
    }

    /** Falls silent about a tuple. */
    public void drop(CcmTuple tuple) {
        Repeat old = current.remove(tuple);
        if (old != null) {
            queue.remove(old);
        }
    }

    /**
     * What must leave now; each is then due again later. A plan that was asked late sends each value once and does not
     * make up for what it missed.
     */
    public List<CcmDatum> due(long now) {
        List<CcmDatum> due = new ArrayList<>();
        List<Repeat> again = new ArrayList<>();
        while (!queue.isEmpty() && queue.first().dueAt - now <= 0) {
            Repeat next = queue.pollFirst();
            due.add(next.datum);
            next.sent++;
            next.dueAt = now + cadence.pauseNanos(next.pace, next.sent, now - next.changedAt);
            again.add(next);
        }
        queue.addAll(again);
        return due;
    }

    /** When {@link #due} has something next; empty when nothing is being sent. */
    public OptionalLong nextDue() {
        return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queue.first().dueAt);
    }
}
