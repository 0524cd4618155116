package fieldlink.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of thing that {@code fieldlink wait} can wait for; it declares its own options. */
public interface Awaited extends AutoCloseable {
    /** What stands before the slash in {@code KIND/NAME}. */
    String word();

    /**
     * The thing's fields at this moment, as text; what has no value reads {@code null}. Empty when there is no such thing.
     *
     * @throws InterruptedException when the user has had enough
     */
    Optional<Map<String, String>> look(String name, Given given, Console console) throws InterruptedException;

    /** Fields that it does not have from the beginning, but that may come. */
    default Set<String> laterFields() {
        return Set.of();
    }

    /** Whether nothing will change any more, so that there is no point in waiting on. */
    default boolean isOver(Map<String, String> fields) {
        return false;
    }

    /** Ends what looking has begun, if anything. */
    @Override
    default void close() {}
}
