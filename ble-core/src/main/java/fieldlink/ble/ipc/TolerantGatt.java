package fieldlink.ble.ipc;

import fieldlink.ble.BleException;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.GattValue;
import fieldlink.ble.WriteMode;
import fieldlink.ble.wire.Command.SendCommand.Reply;
import fieldlink.ble.wire.Target;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes as the first service did: it never looked at the service of a characteristic, and wrote in whichever
 * way the device allows. A strict target is taken at its word.
 */
record TolerantGatt(Target target, Gatt gatt, Deadline deadline) {
    CompletionStage<GattValue> read() {
        return fitting(target, place -> gatt.read(place, deadline.options()));
    }

    /** The value read back, or null where none was wanted or none can be read. */
    CompletionStage<@Nullable GattValue> write(GattValue value, Reply reply) {
        return fitting(target, place -> write(place, value, reply));
    }

    private CompletionStage<@Nullable GattValue> write(CharacteristicId place, GattValue value, Reply reply) {
        boolean acknowledged = reply != Reply.NONE;
        WriteMode first = acknowledged ? WriteMode.WITH_RESPONSE : WriteMode.WITHOUT_RESPONSE;
        WriteMode other = acknowledged ? WriteMode.WITHOUT_RESPONSE : WriteMode.WITH_RESPONSE;
        CompletionStage<Void> written = gatt.write(place, value, first, deadline.options());
        if (!target.strict()) {
            written = onStatus(
                    written, BleStatus.NOT_SUPPORTED, () -> gatt.write(place, value, other, deadline.options()));
        }
        return reply == Reply.READ_BACK
                ? written.thenCompose(done -> readBack(place))
                : written.thenApply(done -> null);
    }

    /** Most characteristics that take commands cannot be read; the write has succeeded all the same. */
    private CompletionStage<@Nullable GattValue> readBack(CharacteristicId place) {
        try {
            return gatt.read(place, deadline.options()).handle((value, failure) -> value);
        } catch (BleException noTimeLeft) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Runs an operation at the characteristic as named, and where its service is wrong, at whichever there is. */
    static <T> CompletionStage<T> fitting(Target target, Function<CharacteristicId, CompletionStage<T>> operation) {
        CharacteristicId asked = target.characteristic();
        CompletionStage<T> first = operation.apply(asked);
        return target.strict() || asked.service() == null
                ? first
                : onStatus(
                        first,
                        BleStatus.CHARACTERISTIC_NOT_FOUND,
                        () -> operation.apply(CharacteristicId.anywhere(asked.characteristic())));
    }

    private static <T> CompletionStage<T> onStatus(
            CompletionStage<T> first, BleStatus status, Supplier<CompletionStage<T>> second) {
        return first.exceptionallyCompose(
                failure -> CommandDesk.failure(failure).status() == status
                        ? second.get()
                        : CompletableFuture.failedStage(failure));
    }
}
