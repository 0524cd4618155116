package fieldlink.jobs.queue;

import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JsonText;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When devices were last heard of. A poll every second from thousands of devices is no reason to write to disk every
 * time: this is kept here and written down now and then.
 */
final class Presences {
    private record Sign(Instant at, @Nullable JsonText result) {}

    private final Map<DeviceId, Sign> fresh = new ConcurrentHashMap<>();

    void seen(DeviceId device, Instant now) {
        fresh.merge(device, new Sign(now, null), (before, after) -> new Sign(now, before.result()));
    }

    void reported(DeviceId device, JsonText result, Instant now) {
        fresh.put(device, new Sign(now, result));
    }

    void forget(DeviceId device) {
        fresh.remove(device);
    }

    /** The device as it is known here and now. */
    Device upToDate(Device stored) {
        @Nullable Sign sign = fresh.get(stored.id());
        return sign == null ? stored : with(stored, sign);
    }

    /** Writes everything down; what is heard meanwhile stays for the next time. */
    CompletionStage<Void> flush(Floor floor) {
        Map<DeviceId, Sign> taken = new TreeMap<>(fresh);
        if (taken.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return floor.work(unit -> {
                    taken.forEach((id, sign) -> unit.ledger()
                            .device(id)
                            .ifPresent(stored -> unit.ledger().put(with(stored, sign))));
                    return taken.size();
                })
                .thenRun(() -> taken.forEach(fresh::remove));
    }

    private static Device with(Device stored, Sign sign) {
        return sign.result() == null ? stored.seen(sign.at()) : stored.reported(sign.result(), sign.at());
    }
}
