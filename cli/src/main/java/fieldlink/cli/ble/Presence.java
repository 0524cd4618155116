package fieldlink.cli.ble;

import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a device is there, by what a scan for it tells. One that was not heard yet is gone only after a while. */
final class Presence {
    private final long begin;
    private final Duration patience;
    /** Those that are heard: several when a name is not unique. */
    private final Map<DeviceAddress, Advertisement> heard = new LinkedHashMap<>();

    private @Nullable Advertisement last;

    /**
     * @param begin when the listening began, in nanoseconds of a steady clock
     * @param patience how long a device may be silent and still be there
     */
    Presence(long begin, Duration patience) {
        this.begin = begin;
        this.patience = patience;
    }

    synchronized void hear(ScanEvent event) {
        last = event.advertisement();
        if (event instanceof ScanEvent.Heard) {
            heard.put(last.address(), last);
        } else {
            heard.remove(last.address());
        }
    }

    synchronized Map<String, String> fields(long now) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("online", online(now));
        Optional<Advertisement> seen = Optional.ofNullable(last);
        fields.put("address", seen.map(one -> one.address().toString()).orElse("null"));
        fields.put("name", seen.flatMap(Advertisement::knownName).orElse("null"));
        fields.put(
                "rssi",
                seen.filter(Advertisement::hasRssi)
                        .map(one -> String.valueOf(one.rssi()))
                        .orElse("null"));
        return fields;
    }

    private String online(long now) {
        if (!heard.isEmpty()) {
            return "true";
        }
        boolean silentForLong = last != null || now - begin >= patience.toNanos();
        return silentForLong ? "false" : "unknown";
    }
}
