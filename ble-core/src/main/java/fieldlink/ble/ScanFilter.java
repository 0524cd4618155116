package fieldlink.ble;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sightings a caller wants. All given conditions must hold; an empty set or null is no condition.
 *
 * @param name compared without regard to case, with the known name
 * @param services one of them must be advertised (as service UUID or service data)
 * @param minRssi in dBm; sightings without a measured strength pass
 */
public record ScanFilter(
        Set<DeviceAddress> addresses,
        @Nullable String name,
        Set<Uuid> services,
        @Nullable Integer minRssi,
        @Nullable AdapterName adapter) {
    public static final ScanFilter ALL = new ScanFilter(Set.of(), null, Set.of(), null, null);

    public ScanFilter {
        addresses = Set.copyOf(addresses);
        services = Set.copyOf(services);
    }

    public static ScanFilter of(DeviceAddress... addresses) {
        return new ScanFilter(Set.of(addresses), null, Set.of(), null, null);
    }

    public static ScanFilter named(String name) {
        return new ScanFilter(Set.of(), name, Set.of(), null, null);
    }

    public static ScanFilter offering(Uuid... services) {
        return new ScanFilter(Set.of(), null, Set.of(services), null, null);
    }

    public boolean matches(Advertisement seen) {
        return (addresses.isEmpty() || addresses.contains(seen.address()))
                && (name == null || name.equalsIgnoreCase(seen.name()))
                && (services.isEmpty() || advertisesOne(seen.data()))
                && (minRssi == null || !seen.hasRssi() || seen.rssi() >= minRssi)
                && (adapter == null || adapter.equals(seen.adapter()));
    }

    private boolean advertisesOne(AdvertisedContent data) {
        return services.stream()
                .anyMatch(service -> data.serviceUuids().contains(service)
                        || data.serviceData().containsKey(service));
    }
}
