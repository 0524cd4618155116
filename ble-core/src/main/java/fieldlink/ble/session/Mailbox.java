package fieldlink.ble.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to a listener, one at a time and in order, on an executor. Holds a limited number of them: when the
 * listener is that far behind, the oldest is lost and {@code onLoss} decides what is put in before the next.
 */
final class Mailbox<T> {
    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    /** Bounds what a listener that stands still can cost. */
    static final int CAPACITY = 1024;

    /** What marks a loss in the stream of events; null when losses are not marked. */
    interface Loss<T> {
        @Nullable
        T marker();
    }

    private final Executor delivery;
    private final Consumer<T> listener;
    private final Loss<T> onLoss;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean delivering;
    private boolean losing;
    private boolean closed;

    Mailbox(Executor delivery, Consumer<T> listener, Loss<T> onLoss) {
        this.delivery = delivery;
        this.listener = listener;
        this.onLoss = onLoss;
    }

    void offer(T event) {
        synchronized (waiting) {
            if (closed) {
                return;
            }
            if (waiting.size() >= CAPACITY) {
                waiting.remove();
                mark();
            }
            waiting.add(event);
            if (delivering) {
                return;
            }
            delivering = true;
        }
        try {
            delivery.execute(this::deliver);
        } catch (RejectedExecutionException e) {
            close(); // the session is over, and nobody listens any more
        }
    }

    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.clear();
        }
    }

    /** Once for each time that the listener falls behind, not once for each lost event. */
    private void mark() {
        T marker = losing ? null : onLoss.marker();
        losing = true;
        if (marker != null) {
            waiting.remove();
            waiting.add(marker);
        }
    }

    private void deliver() {
        for (T event = next(); event != null; event = next()) {
            try {
                listener.accept(event);
            } catch (Exception e) { // a listener's bug stays the listener's
                LOG.log(System.Logger.Level.WARNING, "a listener failed", e);
            }
        }
    }

    private @Nullable T next() {
        synchronized (waiting) {
            T event = waiting.poll();
            if (event == null) {
                delivering = false;
                losing = false;
            }
            return event;
        }
    }
}
