package fieldlink.jobs.server.panel;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.Panel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who look at one panel. However often it changes, its snapshot is taken at most every {@value #PAUSE_MILLIS} ms
 * and once for all of them; while nobody looks, nothing happens at all.
 */
final class Lookout {
    static final long PAUSE_MILLIS = 100;
    private static final System.Logger LOG = System.getLogger(Lookout.class.getName());

    private final Panel panel;
    private final ScheduledExecutorService timer;
    private final List<Consumer<JsonText>> lookers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private Panel.@Nullable Look look;

    Lookout(Panel panel, ScheduledExecutorService timer) {
        this.panel = panel;
        this.timer = timer;
    }

    /** The looker is shown how things stand at once, and from then on every change; always by the timer's thread. */
    synchronized Panel.Look join(Consumer<JsonText> looker) {
        lookers.add(looker);
        if (look == null) {
            look = panel.look(() -> tellIn(PAUSE_MILLIS));
        }
        tellIn(0);
        return () -> leave(looker);
    }

    private synchronized void leave(Consumer<JsonText> looker) {
        lookers.remove(looker);
        if (lookers.isEmpty() && look != null) {
            look.close();
            look = null;
        }
    }

    private void tellIn(long millis) {
        if (due.compareAndSet(false, true)) {
            try {
                Future<?> unused = timer.schedule(this::tell, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(System.Logger.Level.DEBUG, "nobody is told any more: the server stops");
            }
        }
    }

    private void tell() {
        due.set(false); // before the snapshot: what changes from here on is told next time
        if (lookers.isEmpty()) {
            return;
        }
        try {
            JsonText snapshot = panel.snapshot();
            lookers.forEach(looker -> looker.accept(snapshot));
        } catch (RuntimeException e) { // a panel that is wrong must not silence the others on this thread
            LOG.log(System.Logger.Level.WARNING, "panel " + panel.outline().id() + " cannot be shown", e);
        }
    }
}
