package fieldlink.ble.wire;

import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattTree.Characteristic;
import fieldlink.ble.GattTree.Descriptor;
import fieldlink.ble.GattTree.Service;
import fieldlink.ble.Uuid;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The services of a device as JSON. */
public final class TreeShape {
    private TreeShape() {}

    public static JsonObject write(GattTree tree) {
        return JsonObject.with("mtu", Json.of(tree.mtu()))
                .with(
                        "services",
                        Json.array(
                                tree.services().stream().map(TreeShape::write).toList()))
                .build();
    }

    private static JsonObject write(Service service) {
        return JsonObject.with("uuid", service.uuid().toString())
                .with("primary", service.primary())
                .with(
                        "characteristics",
                        Json.array(service.characteristics().stream()
                                .map(TreeShape::write)
                                .toList()))
                .build();
    }

    private static JsonObject write(Characteristic characteristic) {
        return JsonObject.with("uuid", characteristic.uuid().toString())
                .with("handle", characteristic.handle())
                .with(
                        "properties",
                        Json.array(characteristic.properties().stream()
                                .sorted()
                                .map(property -> Json.of(property.name().toLowerCase(Locale.ROOT)))
                                .toList()))
                .with(
                        "descriptors",
                        Json.array(characteristic.descriptors().stream()
                                .map(descriptor -> JsonObject.with(
                                                "uuid", descriptor.uuid().toString())
                                        .with("handle", descriptor.handle())
                                        .build())
                                .toList()))
                .build();
    }

    /** @throws IllegalArgumentException when the object is no tree that {@link #write} wrote */
    public static GattTree read(JsonObject shape) {
        List<Service> services =
                objects(shape, "services").stream().map(TreeShape::readService).toList();
        return new GattTree(services, whole(shape, "mtu"));
    }

    private static Service readService(JsonObject shape) {
        return new Service(
                uuid(shape),
                !shape.get("primary").isFalsy(),
                objects(shape, "characteristics").stream()
                        .map(TreeShape::readCharacteristic)
                        .toList());
    }

    private static Characteristic readCharacteristic(JsonObject shape) {
        Set<CharacteristicProperty> properties = shape.get("properties").items().stream()
                .map(item ->
                        CharacteristicProperty.valueOf(item.asText().orElse("").toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        List<Descriptor> descriptors = objects(shape, "descriptors").stream()
                .map(descriptor -> new Descriptor(whole(descriptor, "handle"), uuid(descriptor)))
                .toList();
        return new Characteristic(whole(shape, "handle"), uuid(shape), properties, descriptors);
    }

    private static List<JsonObject> objects(JsonObject in, String name) {
        return in.get(name).items().stream()
                .map(item -> item.asObject().orElse(JsonObject.EMPTY))
                .toList();
    }

    private static Uuid uuid(JsonObject shape) {
        return Uuid.parse(shape.text("uuid").orElse(""));
    }

    private static int whole(JsonObject shape, String name) {
        return shape.whole(name).orElse(0L).intValue();
    }
}
