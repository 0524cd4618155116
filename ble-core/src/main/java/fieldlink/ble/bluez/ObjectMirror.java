package fieldlink.ble.bluez;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * BlueZ's objects as last heard: all of them once, then every change. Reading a property here costs nothing, asking BlueZ
 * costs a round trip.
 */
final class ObjectMirror {
    /** What somebody does about changes. Called after the mirror itself has changed. */
    interface Watcher {
        void appeared(String path, String face, Map<String, Object> properties);

        /** @param changed the new values, without the properties that only became invalid */
        void changed(String path, String face, Map<String, Object> changed);

        void disappeared(String path, String face);
    }

    /** Sorted, so that an adapter comes before its devices and everything of a device stands together. */
    private final TreeMap<String, Map<String, Map<String, Object>>> objects = new TreeMap<>();

    private final Watcher watcher;

    ObjectMirror(Watcher watcher) {
        this.watcher = watcher;
    }

    /** Forgets everything without telling anybody. */
    void clear() {
        objects.clear();
    }

    /** Takes the answer of GetManagedObjects for the truth, and tells what that changes. */
    void replaceAll(Object managedObjects) {
        Map<String, Map<String, Map<String, Object>>> fresh = new TreeMap<>();
        BusValues.map(managedObjects).forEach((path, faces) -> fresh.put(BusValues.text(path), faces(faces)));
        Map<String, Set<String>> gone = new TreeMap<>();
        objects.forEach((path, faces) -> gone.put(path, Set.copyOf(faces.keySet())));
        gone.forEach((path, faces) -> faces.stream()
                .filter(face -> !fresh.getOrDefault(path, Map.of()).containsKey(face))
                .forEach(face -> remove(path, face)));
        fresh.forEach((path, faces) -> faces.forEach((face, properties) -> put(path, face, properties)));
    }

    /** Takes a signal of BlueZ; those that do not concern objects are left alone. */
    void take(BusSignal signal) {
        switch (signal.member()) {
            case "InterfacesAdded" -> {
                String path = BusValues.text(signal.values().get(0));
                faces(signal.values().get(1)).forEach((face, properties) -> put(path, face, properties));
            }
            case "InterfacesRemoved" -> {
                String path = BusValues.text(signal.values().get(0));
                BusValues.texts(signal.values().get(1)).forEach(face -> remove(path, face));
            }
            case "PropertiesChanged" ->
                change(
                        signal.path(),
                        BusValues.text(signal.values().get(0)),
                        BusValues.properties(signal.values().get(1)),
                        BusValues.texts(signal.values().get(2)));
            default -> {}
        }
    }

    boolean has(String path, String face) {
        return objects.getOrDefault(path, Map.of()).containsKey(face);
    }

    /** The properties of an interface of an object; empty when it is not there. */
    Map<String, Object> properties(String path, String face) {
        return objects.getOrDefault(path, Map.of()).getOrDefault(face, Map.of());
    }

    Optional<Object> property(String path, String face, String name) {
        return Optional.ofNullable(properties(path, face).get(name));
    }

    /** Whether a boolean property is there and true. */
    boolean isTrue(String path, String face, String name) {
        return property(path, face, name).map(BusValues::truth).orElse(false);
    }

    /** The objects below a path that have an interface, in the order of their paths. */
    List<String> below(String path, String face) {
        return objects.subMap(path + "/", path + "0").entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(face))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Map<String, Object>> faces(Object value) {
        Map<String, Map<String, Object>> faces = new LinkedHashMap<>();
        BusValues.map(value)
                .forEach((face, properties) -> faces.put(BusValues.text(face), BusValues.properties(properties)));
        return faces;
    }

    private void put(String path, String face, Map<String, Object> properties) {
        Map<String, Map<String, Object>> faces = objects.computeIfAbsent(path, unused -> new HashMap<>());
        Map<String, Object> before = faces.put(face, new HashMap<>(properties));
        if (before == null) {
            watcher.appeared(path, face, properties);
            return;
        }
        Map<String, Object> changed = new LinkedHashMap<>(properties);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
        if (!changed.isEmpty()) {
            watcher.changed(path, face, changed);
        }
    }

    private void remove(String path, String face) {
        Map<String, Map<String, Object>> faces = objects.get(path);
        if (faces == null || faces.remove(face) == null) {
            return;
        }
        if (faces.isEmpty()) {
            objects.remove(path);
        }
        watcher.disappeared(path, face);
    }

    private void change(String path, String face, Map<String, Object> changed, List<String> invalidated) {
        Map<String, Object> properties = objects.getOrDefault(path, Map.of()).get(face);
        if (properties == null) {
            return;
        }
        invalidated.forEach(properties::remove);
        properties.putAll(changed);
        if (!changed.isEmpty()) {
            watcher.changed(path, face, changed);
        }
    }
}
