package fieldlink.jobs.store;

import fieldlink.jobs.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What keeps a store from working, with one line in the log when it begins and one when it is over. */
final class Trouble {
    private static final System.Logger LOG = System.getLogger(Trouble.class.getName());

    private final AtomicReference<@Nullable StoreException> current = new AtomicReference<>();

    void began(StoreException failure) {
        StoreException before = current.getAndSet(failure);
        if (before == null || before.status() != failure.status()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    failure.getMessage() + "; nothing of it was acknowledged, and it is tried again until it works");
        }
    }

    void over() {
        // Hardly ever is there any: looked at first, since every commit comes by here.
        if (current.get() != null && current.getAndSet(null) != null) {
            LOG.log(System.Logger.Level.INFO, "the queue can be written again");
        }
    }

    boolean isAny() {
        return current.get() != null;
    }

    Optional<StoreException> now() {
        return Optional.ofNullable(current.get());
    }
}
