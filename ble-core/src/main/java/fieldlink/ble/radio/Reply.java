package fieldlink.ble.radio;

import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link GattCall} ended.
 *
 * @param fault null when it succeeded
 * @param value what a read read; else empty
 * @param tree what a discovery found; else null
 */
public record Reply(
        @Nullable Fault fault, GattValue value, @Nullable GattTree tree) {
    public static Reply done() {
        return new Reply(null, GattValue.EMPTY, null);
    }

    public static Reply of(GattValue value) {
        return new Reply(null, value, null);
    }

    public static Reply of(GattTree tree) {
        return new Reply(null, GattValue.EMPTY, tree);
    }

    public static Reply failed(Fault fault) {
        return new Reply(fault, GattValue.EMPTY, null);
    }

    Optional<Fault> failure() {
        return Optional.ofNullable(fault);
    }
}
