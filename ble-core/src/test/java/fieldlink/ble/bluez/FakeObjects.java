package fieldlink.ble.bluez;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/** The objects of the fake BlueZ. Tells every change by the signals that BlueZ sends. */
final class FakeObjects {
    private final TreeMap<String, Map<String, Map<String, Variant<?>>>> objects = new TreeMap<>();
    private final Supplier<Bus> bus;

    FakeObjects(Supplier<Bus> bus) {
        this.bus = bus;
    }

    void clear() {
        objects.clear();
    }

    void add(String path, Map<String, Map<String, Variant<?>>> faces) {
        Map<String, Map<String, Variant<?>>> copy = new LinkedHashMap<>();
        faces.forEach((face, properties) -> copy.put(face, new HashMap<>(properties)));
        objects.put(path, copy);
        bus.get().emit("/", Bus.OBJECT_MANAGER, "InterfacesAdded", "oa{sa{sv}}", new DBusPath(path), copy);
    }

    /** With everything below it, children first. */
    void remove(String path) {
        List<String> doomed = objects.tailMap(path).keySet().stream()
                .filter(candidate -> candidate.equals(path) || candidate.startsWith(path + "/"))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String gone : doomed) {
            List<String> faces = List.copyOf(objects.remove(gone).keySet());
            bus.get().emit("/", Bus.OBJECT_MANAGER, "InterfacesRemoved", "oas", new DBusPath(gone), faces);
        }
    }

    boolean has(String path) {
        return objects.containsKey(path);
    }

    List<String> below(String path, String face) {
        return objects.tailMap(path).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path + "/")
                        && entry.getValue().containsKey(face))
                .map(Map.Entry::getKey)
                .toList();
    }

    Map<String, Variant<?>> properties(String path, String face) {
        return objects.getOrDefault(path, Map.of()).getOrDefault(face, Map.of());
    }

    Object get(String path, String face, String property) {
        Variant<?> value = properties(path, face).get(property);
        return value == null ? null : value.getValue();
    }

    void set(String path, String face, Map<String, Variant<?>> changed) {
        Map<String, Map<String, Variant<?>>> object = objects.get(path);
        if (object != null) {
            object.get(face).putAll(changed);
            emitChanged(path, face, changed, List.of());
        }
    }

    /** The property has no value any more: BlueZ names it in the third argument. */
    void invalidate(String path, String face, String property) {
        if (objects.getOrDefault(path, Map.of()).getOrDefault(face, Map.of()).remove(property) != null) {
            emitChanged(path, face, Map.of(), List.of(property));
        }
    }

    private void emitChanged(String path, String face, Map<String, Variant<?>> changed, List<String> gone) {
        bus.get().emit(path, Bus.PROPERTIES, "PropertiesChanged", "sa{sv}as", face, changed, gone);
    }

    /** {@code a{oa{sa{sv}}}} */
    Map<DBusPath, Map<String, Map<String, Variant<?>>>> managed() {
        Map<DBusPath, Map<String, Map<String, Variant<?>>>> all = new LinkedHashMap<>();
        objects.forEach((path, faces) -> all.put(new DBusPath(path), faces));
        return all;
    }
}
