package fieldlink.ble.radio;

import fieldlink.ble.DeviceAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a deaf scan from a quiet room, as an immutable state. Only a scan that heard an expected device may be found
 * deaf, and only while that device has no link (linked devices do not advertise). The first finding restarts the scan,
 * the next two are faults of the adapter; after that the watch rests until an expected device is heard again, because
 * the device may just have been carried away.
 *
 * @param armedBy the expected device heard last; null while the watch rests
 * @param lastHeard the last sighting with content, or when the scan began
 * @param findings since then
 */
record SilenceWatch(@Nullable DeviceAddress armedBy, Duration lastHeard, int findings) {
    enum Finding {
        FINE,
        RESTART_SCAN,
        DEAF
    }

    record Verdict(SilenceWatch next, Finding finding) {}

    static final SilenceWatch RESTING = new SilenceWatch(null, Duration.ZERO, 0);

    SilenceWatch heard(DeviceAddress device, boolean expected, Duration now) {
        return new SilenceWatch(expected ? device : armedBy, now, 0);
    }

    /** A scan began: whatever silence there was before is not its fault. */
    SilenceWatch scanBegan(Duration now) {
        return new SilenceWatch(armedBy, now, findings);
    }

    /** The device is linked now and falls silent by nature. */
    SilenceWatch linked(DeviceAddress device) {
        return device.equals(armedBy) ? RESTING : this;
    }

    /** For a scan that is on. */
    Verdict check(Duration now, Duration limit) {
        if (armedBy == null || now.minus(lastHeard).compareTo(limit) < 0) {
            return new Verdict(this, Finding.FINE);
        }
        return switch (findings) {
            case 0 -> new Verdict(new SilenceWatch(armedBy, now, 1), Finding.RESTART_SCAN);
            case 1 -> new Verdict(new SilenceWatch(armedBy, now, 2), Finding.DEAF);
            default -> new Verdict(RESTING, Finding.DEAF);
        };
    }
}
