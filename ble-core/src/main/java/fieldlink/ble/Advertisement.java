package fieldlink.ble;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sighting of a device.
 *
 * @param adapter the adapter that heard it
 * @param name the device's name as far as known: advertised now or earlier
 * @param rssi signal strength in dBm, or {@link #RSSI_UNKNOWN}
 * @param seenAt wall-clock time, for people; freshness is judged on a steady clock inside
 */
public record Advertisement(
        DeviceAddress address,
        AdapterName adapter,
        @Nullable String name,
        int rssi,
        AdvertisedContent data,
        Instant seenAt) {
    /** The value that Bluetooth itself reserves for "not measured". */
    public static final int RSSI_UNKNOWN = 127;

    public Optional<String> knownName() {
        return Optional.ofNullable(name);
    }

    public boolean hasRssi() {
        return rssi != RSSI_UNKNOWN;
    }
}
