package fieldlink.ble.bluez;

import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.Advertisement;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.Uuid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a device's properties into what was heard. BlueZ tells of an advertisement only by changing these. */
final class Sightings {
    /** One of these in a change means that the device was heard just now. */
    private static final Set<String> HEARD =
            Set.of("RSSI", "ManufacturerData", "ServiceData", "TxPower", "AdvertisingFlags", "AdvertisingData");

    /**
     * The names that devices advertise. While a link is up BlueZ puts the device's own name in the place of the advertised
     * one, and leaves it there until the next report that carries a name.
     */
    private final Map<LinkKey, String> advertisedNames = new HashMap<>();

    static boolean isReport(Map<String, Object> changed) {
        return changed.keySet().stream().anyMatch(HEARD::contains);
    }

    /** What was heard. {@code changed} is what the report brought, {@code all} everything that BlueZ knows. */
    RadioEvent.Heard read(LinkKey link, Map<String, Object> changed, Map<String, Object> all) {
        if (changed.get("Name") instanceof String name && !Boolean.TRUE.equals(all.get("Connected"))) {
            advertisedNames.put(link, name);
        }
        String localName = advertisedNames.get(link);
        int rssi = all.get("RSSI") instanceof Number strength ? strength.intValue() : Advertisement.RSSI_UNKNOWN;
        return new RadioEvent.Heard(
                link.adapter(), link.device(), nameOf(all, localName), rssi, content(all, localName));
    }

    void forget(LinkKey link) {
        advertisedNames.remove(link);
    }

    void forgetAll() {
        advertisedNames.clear();
    }

    private static @Nullable String nameOf(Map<String, Object> all, @Nullable String localName) {
        return localName != null ? localName : all.get("Name") instanceof String name ? name : null;
    }

    private static AdvertisedContent content(Map<String, Object> all, @Nullable String localName) {
        Map<Integer, GattValue> byCompany = new TreeMap<>();
        BusValues.map(all.getOrDefault("ManufacturerData", Map.of()))
                .forEach((company, value) -> byCompany.put(BusValues.number(company), BusValues.bytes(value)));
        Map<Uuid, GattValue> byService = new TreeMap<>();
        BusValues.map(all.getOrDefault("ServiceData", Map.of()))
                .forEach((uuid, value) -> byService.put(Uuid.parse(BusValues.text(uuid)), BusValues.bytes(value)));
        List<Uuid> services = BusValues.texts(all.getOrDefault("UUIDs", List.of())).stream()
                .map(Uuid::parse)
                .toList();
        Integer txPower = all.get("TxPower") instanceof Number power ? (Integer) power.intValue() : null;
        return new AdvertisedContent(localName, txPower, byCompany, byService, services);
    }
}
