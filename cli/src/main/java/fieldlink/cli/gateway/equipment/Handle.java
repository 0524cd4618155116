package fieldlink.cli.gateway.equipment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a part brings when it starts and takes away when it stops. Parts start late, fail and come back, so that
 * whoever uses one asks for it each time. Any thread.
 */
public final class Handle<T> {
    private final String name;
    private volatile @Nullable T present;

    /** @param name of the part that brings it, for people */
    public Handle(String name) {
        this.name = name;
    }

    public void bring(T arrived) {
        present = arrived;
    }

    public void takeAway() {
        present = null;
    }

    public Optional<T> find() {
        return Optional.ofNullable(present);
    }

    /** @throws IllegalStateException when its part is not at work */
    public T get() {
        T found = present;
        if (found == null) {
            throw new IllegalStateException("the gateway's part '" + name + "' is not at work");
        }
        return found;
    }
}
