package fieldlink.ble;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device says in its advertisements.
 *
 * @param localName the name it advertises, null when it advertises none
 * @param txPower in dBm, null when not advertised
 * @param manufacturerData by company id, 0..65535
 */
public record AdvertisedContent(
        @Nullable String localName,
        @Nullable Integer txPower,
        Map<Integer, GattValue> manufacturerData,
        Map<Uuid, GattValue> serviceData,
        List<Uuid> serviceUuids) {
    public static final AdvertisedContent EMPTY = new AdvertisedContent(null, null, Map.of(), Map.of(), List.of());

    public AdvertisedContent {
        // Sorted, so that two reports of the same content print alike.
        manufacturerData = Collections.unmodifiableMap(new TreeMap<>(manufacturerData));
        serviceData = Collections.unmodifiableMap(new TreeMap<>(serviceData));
        serviceUuids = List.copyOf(serviceUuids);
        for (Integer company : manufacturerData.keySet()) {
            if (company < 0 || company > 0xFFFF) {
                throw new IllegalArgumentException("company id " + company + " is outside 0..65535");
            }
        }
    }

    public static AdvertisedContent named(String localName) {
        return new AdvertisedContent(localName, null, Map.of(), Map.of(), List.of());
    }

    public AdvertisedContent withServices(Uuid... services) {
        return new AdvertisedContent(localName, txPower, manufacturerData, serviceData, List.of(services));
    }

    public AdvertisedContent withManufacturerData(int company, GattValue value) {
        return new AdvertisedContent(localName, txPower, Map.of(company, value), serviceData, serviceUuids);
    }

    public AdvertisedContent withServiceData(Uuid service, GattValue value) {
        return new AdvertisedContent(localName, txPower, manufacturerData, Map.of(service, value), serviceUuids);
    }

    /** Whether it says nothing at all. A frozen adapter goes on delivering such reports, so they count as silence. */
    public boolean isEmpty() {
        return Objects.equals(this, EMPTY);
    }
}
