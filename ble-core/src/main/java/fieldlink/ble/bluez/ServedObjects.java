package fieldlink.ble.bluez;

import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.Uuid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.Variant;

/** A served device in BlueZ's terms: the objects of a GATT application and of an advertisement. */
final class ServedObjects {
    private static final Map<CharacteristicProperty, String> FLAGS = Map.of(
            CharacteristicProperty.BROADCAST, "broadcast",
            CharacteristicProperty.READ, "read",
            CharacteristicProperty.WRITE_WITHOUT_RESPONSE, "write-without-response",
            CharacteristicProperty.WRITE, "write",
            CharacteristicProperty.NOTIFY, "notify",
            CharacteristicProperty.INDICATE, "indicate",
            CharacteristicProperty.SIGNED_WRITE, "authenticated-signed-writes");

    /** A characteristic with the path of its object. */
    record Served(CharacteristicId id, DeviceDefinition.Characteristic definition) {}

    private final String root;
    private final DeviceDefinition device;
    private final Map<String, Served> characteristics = new LinkedHashMap<>();
    private final Map<DBusPath, Map<String, Map<String, Variant<?>>>> managed = new LinkedHashMap<>();

    ServedObjects(String root, DeviceDefinition device) {
        this.root = root;
        this.device = device;
        int number = 0;
        for (DeviceDefinition.Service service : device.services()) {
            addService(root + "/service" + number++, service);
        }
    }

    String root() {
        return root;
    }

    String advertisementPath() {
        return root + "/advertisement";
    }

    /** By the paths of their objects. */
    Map<String, Served> characteristics() {
        return characteristics;
    }

    Served at(String path) {
        Served served = characteristics.get(path);
        if (served == null) {
            throw new IllegalArgumentException("no characteristic is served at " + path);
        }
        return served;
    }

    /** The answer of the application's GetManagedObjects, {@code a{oa{sa{sv}}}}. */
    Map<DBusPath, Map<String, Map<String, Variant<?>>>> managed() {
        return managed;
    }

    /** The properties of the advertisement, {@code a{sv}}. */
    Map<String, Variant<?>> advertisement() {
        AdvertisedContent said = device.advertisement();
        Map<String, Variant<?>> properties = new TreeMap<>();
        properties.put("Type", new Variant<>("peripheral"));
        properties.put("Discoverable", new Variant<>(true));
        if (said.localName() != null) {
            properties.put("LocalName", new Variant<>(said.localName()));
        }
        if (said.txPower() != null) {
            properties.put("Includes", new Variant<>(List.of("tx-power"), "as"));
        }
        if (!said.serviceUuids().isEmpty()) {
            List<String> uuids =
                    said.serviceUuids().stream().map(Uuid::toString).toList();
            properties.put("ServiceUUIDs", new Variant<>(uuids, "as"));
        }
        if (!said.manufacturerData().isEmpty()) {
            Map<UInt16, Variant<?>> byCompany = new HashMap<>();
            said.manufacturerData()
                    .forEach((company, value) -> byCompany.put(new UInt16(company), new Variant<>(value.toBytes())));
            properties.put("ManufacturerData", new Variant<>(byCompany, "a{qv}"));
        }
        if (!said.serviceData().isEmpty()) {
            Map<String, Variant<?>> byService = new HashMap<>();
            said.serviceData().forEach((uuid, value) -> byService.put(uuid.toString(), new Variant<>(value.toBytes())));
            properties.put("ServiceData", new Variant<>(byService, "a{sv}"));
        }
        return properties;
    }

    private void addService(String path, DeviceDefinition.Service service) {
        managed.put(
                new DBusPath(path),
                Map.of(
                        BluezNames.GATT_SERVICE,
                        Map.of("UUID", new Variant<>(service.uuid().toString()), "Primary", new Variant<>(true))));
        int number = 0;
        for (DeviceDefinition.Characteristic characteristic : service.characteristics()) {
            String below = path + "/char" + number++;
            List<String> flags = characteristic.properties().stream()
                    .map(FLAGS::get)
                    .sorted()
                    .toList();
            managed.put(
                    new DBusPath(below),
                    Map.of(
                            BluezNames.CHARACTERISTIC,
                            Map.of(
                                    "UUID", new Variant<>(characteristic.uuid().toString()),
                                    "Service", new Variant<>(new DBusPath(path)),
                                    "Flags", new Variant<>(flags, "as"))));
            characteristics.put(
                    below, new Served(CharacteristicId.of(service.uuid(), characteristic.uuid()), characteristic));
        }
    }
}
