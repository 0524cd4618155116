package fieldlink.ble.session;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleException;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.radio.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Operators that wait for what they ordered. */
final class Waiters {
    private final Map<AdapterName, List<CompletableFuture<Void>>> recoveries = new HashMap<>();
    private final Map<DeviceAddress, List<CompletableFuture<Void>>> forgettings = new HashMap<>();

    void forRecovery(AdapterName adapter, CompletableFuture<Void> answer) {
        recoveries.computeIfAbsent(adapter, name -> new ArrayList<>()).add(answer);
    }

    void forForget(DeviceAddress device, CompletableFuture<Void> answer) {
        forgettings.computeIfAbsent(device, address -> new ArrayList<>()).add(answer);
    }

    void recovered(AdapterName adapter, @Nullable Failure failure) {
        tell(recoveries.remove(adapter), failure);
    }

    void forgotten(DeviceAddress device, @Nullable Failure failure) {
        tell(forgettings.remove(device), failure);
    }

    void closed(BleException why) {
        recoveries.values().forEach(list -> list.forEach(answer -> answer.completeExceptionally(why)));
        forgettings.values().forEach(list -> list.forEach(answer -> answer.completeExceptionally(why)));
        recoveries.clear();
        forgettings.clear();
    }

    private static void tell(@Nullable List<CompletableFuture<Void>> waiting, @Nullable Failure failure) {
        if (waiting == null) {
            return;
        }
        for (CompletableFuture<Void> answer : waiting) {
            if (failure == null) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(failure.toException());
            }
        }
    }
}
