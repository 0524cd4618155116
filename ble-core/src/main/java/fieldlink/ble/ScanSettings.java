package fieldlink.ble;

import java.time.Duration;

/**
 * How scanning is done.
 *
 * @param mode active scans ask devices for their names; passive ones only listen
 * @param always scan also when no client wants to, so that the cache is warm (a daemon's way)
 * @param cacheTtl how long a sighting counts as fresh
 * @param historyPerDevice sightings kept for each device
 * @param maxDevices devices kept; the one silent for longest makes room
 */
public record ScanSettings(ScanMode mode, boolean always, Duration cacheTtl, int historyPerDevice, int maxDevices) {
    public static final ScanSettings DEFAULT =
            new ScanSettings(ScanMode.ACTIVE, false, Duration.ofSeconds(10), 10, 1024);

    public ScanSettings {
        Settings.positive("cacheTtl", cacheTtl);
        Settings.atLeastOne("historyPerDevice", historyPerDevice);
        Settings.atLeastOne("maxDevices", maxDevices);
    }

    public ScanSettings withAlways(boolean wanted) {
        return new ScanSettings(mode, wanted, cacheTtl, historyPerDevice, maxDevices);
    }

    public ScanSettings withCacheTtl(Duration wanted) {
        return new ScanSettings(mode, always, wanted, historyPerDevice, maxDevices);
    }
}
