package fieldlink.ble.bluez;

import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.GattTree;
import fieldlink.ble.Uuid;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A device's services as BlueZ's objects tell them.
 *
 * @param paths the object of each handle
 */
record GattObjects(GattTree tree, Map<Integer, String> paths) {
    private static final Map<String, CharacteristicProperty> FLAGS = Map.of(
            "broadcast", CharacteristicProperty.BROADCAST,
            "read", CharacteristicProperty.READ,
            "write-without-response", CharacteristicProperty.WRITE_WITHOUT_RESPONSE,
            "write", CharacteristicProperty.WRITE,
            "notify", CharacteristicProperty.NOTIFY,
            "indicate", CharacteristicProperty.INDICATE,
            "authenticated-signed-writes", CharacteristicProperty.SIGNED_WRITE);

    GattObjects {
        paths = Map.copyOf(paths);
    }

    static GattObjects read(ObjectMirror mirror, String devicePath) {
        Map<Integer, String> paths = new HashMap<>();
        List<GattTree.Service> services = new ArrayList<>();
        int mtu = GattTree.SMALLEST_MTU;
        for (String servicePath : mirror.below(devicePath, BluezNames.GATT_SERVICE)) {
            List<GattTree.Characteristic> characteristics = new ArrayList<>();
            for (String path : mirror.below(servicePath, BluezNames.CHARACTERISTIC)) {
                characteristics.add(characteristic(mirror, path, paths));
                mtu = mirror.property(path, BluezNames.CHARACTERISTIC, "MTU")
                        .map(BusValues::number)
                        .filter(known -> known > GattTree.SMALLEST_MTU)
                        .orElse(mtu);
            }
            boolean primary = mirror.isTrue(servicePath, BluezNames.GATT_SERVICE, "Primary");
            services.add(
                    new GattTree.Service(uuid(mirror, servicePath, BluezNames.GATT_SERVICE), primary, characteristics));
        }
        return new GattObjects(new GattTree(services, mtu), paths);
    }

    private static GattTree.Characteristic characteristic(
            ObjectMirror mirror, String path, Map<Integer, String> paths) {
        List<GattTree.Descriptor> descriptors = new ArrayList<>();
        for (String below : mirror.below(path, BluezNames.DESCRIPTOR)) {
            descriptors.add(new GattTree.Descriptor(handle(below, paths), uuid(mirror, below, BluezNames.DESCRIPTOR)));
        }
        return new GattTree.Characteristic(
                handle(path, paths),
                uuid(mirror, path, BluezNames.CHARACTERISTIC),
                properties(mirror, path),
                descriptors);
    }

    private static Set<CharacteristicProperty> properties(ObjectMirror mirror, String path) {
        Set<CharacteristicProperty> known = EnumSet.noneOf(CharacteristicProperty.class);
        List<String> flags = mirror.property(path, BluezNames.CHARACTERISTIC, "Flags")
                .map(BusValues::texts)
                .orElse(List.of());
        for (String flag : flags) {
            CharacteristicProperty property = FLAGS.get(flag);
            if (property != null) {
                known.add(property);
            }
        }
        return known;
    }

    private static Uuid uuid(ObjectMirror mirror, String path, String face) {
        return mirror.property(path, face, "UUID")
                .map(BusValues::text)
                .map(Uuid::parse)
                .orElseThrow(() -> new BusException(BusException.MALFORMED, path + " has no UUID"));
    }

    /** BlueZ names its objects after the attribute handles: {@code char000c} and {@code desc000e} are 12 and 14. */
    private static int handle(String path, Map<Integer, String> paths) {
        int handle;
        try {
            handle = Integer.parseInt(path.substring(path.length() - 4), 16);
        } catch (NumberFormatException e) {
            throw new BusException(BusException.MALFORMED, "no handle in the name of " + path);
        }
        paths.put(handle, path);
        return handle;
    }
}
