package fieldlink.ble.bluez;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A GATT application that a program has registered.
 *
 * @param services by path, each with the properties of its interface
 * @param characteristics likewise
 */
record FakeApplication(
        String owner, Map<String, Map<String, Object>> services, Map<String, Map<String, Object>> characteristics) {
    FakeApplication(String owner, Object managedObjects) {
        this(owner, of(managedObjects, BluezNames.GATT_SERVICE), of(managedObjects, BluezNames.CHARACTERISTIC));
    }

    private static Map<String, Map<String, Object>> of(Object managedObjects, String face) {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        BusValues.map(managedObjects).forEach((path, faces) -> {
            Object properties = BusValues.map(faces).get(face);
            if (properties != null) {
                found.put(BusValues.text(path), BusValues.properties(properties));
            }
        });
        return new LinkedHashMap<>(found);
    }
}
