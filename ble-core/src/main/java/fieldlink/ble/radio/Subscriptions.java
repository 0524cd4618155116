package fieldlink.ble.radio;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The subscriptions that clients have declared: kept until withdrawn, whatever happens to links. */
final class Subscriptions {
    private final Map<Long, Declared> declared = new TreeMap<>();

    static final class Declared {
        final long number;
        final String client;
        final DeviceAddress device;
        final CharacteristicId characteristic;

        /** The handle that its values come from; null while nothing flows. */
        private @Nullable Integer handle;

        /** Since when nothing flows. */
        Duration brokenSince;

        Declared(long number, String client, DeviceAddress device, CharacteristicId characteristic, int handle) {
            this.number = number;
            this.client = client;
            this.device = device;
            this.characteristic = characteristic;
            this.handle = handle;
            this.brokenSince = Duration.ZERO;
        }

        boolean isFlowing() {
            return handle != null;
        }

        boolean comesFrom(int other) {
            return handle != null && handle == other;
        }

        void flows(int from) {
            handle = from;
        }

        void broke(Duration now) {
            handle = null;
            brokenSince = now;
        }
    }

    void declare(Declared subscription) {
        declared.put(subscription.number, subscription);
    }

    Optional<Declared> withdraw(long number) {
        return Optional.ofNullable(declared.remove(number));
    }

    List<Declared> of(DeviceAddress device) {
        return declared.values().stream()
                .filter(one -> one.device.equals(device))
                .toList();
    }

    List<Declared> of(String client) {
        return declared.values().stream()
                .filter(one -> one.client.equals(client))
                .toList();
    }

    /** Those that values of a handle go to. */
    List<Declared> fedBy(DeviceAddress device, int handle) {
        return of(device).stream().filter(one -> one.comesFrom(handle)).toList();
    }

    boolean hasFor(DeviceAddress device) {
        return declared.values().stream().anyMatch(one -> one.device.equals(device));
    }

    Collection<Declared> all() {
        return declared.values();
    }
}
