package fieldlink.ble.bluez;

import fieldlink.ble.GattValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.Variant;

/** A link between two adapters of the fake BlueZ: its objects on the central's side, forwarding to the application. */
final class FakeConnection {
    private static final String ERROR = "org.bluez.Error.";

    private record Remote(FakeApplication application, String servedPath) {}

    private final FakeBluez home;
    private final FakeAdapter central;
    private final FakeAdapter peripheral;
    private final String device;
    /** The characteristics by the paths of the central's objects. */
    private final Map<String, Remote> characteristics = new HashMap<>();

    private final Set<String> notifying = new HashSet<>();
    private boolean up = true;

    FakeConnection(FakeBluez home, FakeAdapter central, FakeAdapter peripheral) {
        this.home = home;
        this.central = central;
        this.peripheral = peripheral;
        this.device = central.pathOf(peripheral.address());
    }

    void resolve(List<FakeApplication> applications) {
        Variant<?> yes = new Variant<>(true);
        home.objects().set(device, BluezNames.DEVICE, Map.of("Connected", yes, "ServicesResolved", yes));
        home.objects().set(peripheral.pathOf(central.address()), BluezNames.DEVICE, Map.of("Connected", yes));
        int handle = 10;
        for (FakeApplication application : applications) {
            for (Map.Entry<String, Map<String, Object>> service :
                    application.services().entrySet()) {
                handle = addService(application, service.getKey(), service.getValue(), handle);
            }
        }
    }

    private int addService(FakeApplication application, String served, Map<String, Object> properties, int first) {
        int handle = first;
        String service = device + String.format(Locale.ROOT, "/service%04x", handle++);
        home.objects()
                .add(
                        service,
                        Map.of(
                                BluezNames.GATT_SERVICE,
                                Map.of(
                                        "UUID", new Variant<>(properties.get("UUID")),
                                        "Device", new Variant<>(new DBusPath(device)),
                                        "Primary", new Variant<>(true))));
        for (Map.Entry<String, Map<String, Object>> entry :
                application.characteristics().entrySet()) {
            if (entry.getValue().get("Service").equals(served)) {
                String path = service + String.format(Locale.ROOT, "/char%04x", handle++);
                characteristics.put(path, new Remote(application, entry.getKey()));
                home.export(path, request -> answer(path, request));
                home.objects()
                        .add(
                                path,
                                Map.of(
                                        BluezNames.CHARACTERISTIC,
                                        Map.of(
                                                "UUID",
                                                        new Variant<>(
                                                                entry.getValue().get("UUID")),
                                                "Flags",
                                                        new Variant<>(
                                                                entry.getValue().get("Flags"), "as"),
                                                "Service", new Variant<>(new DBusPath(service)),
                                                "MTU", new Variant<>(new UInt16(247)))));
            }
        }
        return handle;
    }

    private void answer(String path, BusRequest request) {
        if (!up) {
            request.fail(ERROR + "Failed", "Not connected");
            return;
        }
        switch (request.member()) {
            case "ReadValue" -> forward(path, request, "a{sv}", options());
            case "WriteValue" -> {
                GattValue value = BusValues.bytes(request.values().get(0));
                boolean command = "command"
                        .equals(BusValues.properties(request.values().get(1)).get("type"));
                if (command) {
                    // Sent and forgotten.
                    request.replyNothing();
                    call(path, "WriteValue", "aya{sv}", value.toBytes(), options());
                } else {
                    forward(path, request, "aya{sv}", value.toBytes(), options());
                }
            }
            case "StartNotify" -> switchNotify(request, notifying.add(path));
            case "StopNotify" -> switchNotify(request, notifying.remove(path));
            default -> request.failUnknown();
        }
    }

    /** The central is answered when the device has been. */
    private void switchNotify(BusRequest request, boolean changes) {
        if (changes) {
            call(request.path(), request.member(), "").whenComplete((reply, failure) -> request.replyNothing());
        } else {
            request.replyNothing();
        }
    }

    private Map<String, Variant<?>> options() {
        return Map.of("device", new Variant<>(new DBusPath(peripheral.pathOf(central.address()))));
    }

    private CompletionStage<BusReply> call(String path, String member, String signature, Object... arguments) {
        Remote remote = characteristics.get(path);
        return home.bus()
                .call(BusCall.of(remote.application().owner(), remote.servedPath(), BluezNames.CHARACTERISTIC, member)
                        .with(signature, arguments));
    }

    private void forward(String path, BusRequest request, String signature, Object... arguments) {
        call(path, request.member(), signature, arguments).whenComplete((reply, failure) -> {
            if (!up) {
                request.fail(ERROR + "Failed", "Operation failed with ATT error: 0x0e");
            } else if (failure != null) {
                refuse(request, (BusException) failure);
            } else if (request.member().equals("ReadValue")) {
                byte[] value = BusValues.bytes(reply.first()).toBytes();
                // BlueZ announces what was read right before it replies.
                home.objects().set(path, BluezNames.CHARACTERISTIC, Map.of("Value", new Variant<>(value)));
                request.reply("ay", (Object) value);
            } else {
                request.replyNothing();
            }
        });
    }

    /** What BlueZ makes of a server's errors on their way over the air. */
    private static void refuse(BusRequest request, BusException error) {
        switch (error.name().substring(error.name().lastIndexOf('.') + 1)) {
            case "NotPermitted" ->
                request.fail(
                        ERROR + "NotPermitted",
                        request.member().equals("ReadValue") ? "Read not permitted" : "Write not permitted");
            case "NotAuthorized" -> request.fail(ERROR + "NotAuthorized", "Operation Not Authorized");
            case "InvalidOffset" -> request.fail(ERROR + "InvalidArguments", "Invalid offset");
            case "InvalidValueLength" -> request.fail(ERROR + "InvalidArguments", "Invalid Length");
            case "NotSupported" -> request.fail(ERROR + "NotSupported", "Operation is not supported");
            case "Failed" -> request.fail(ERROR + "Failed", "Operation failed with ATT error: " + error.text());
            default -> request.fail(ERROR + "Failed", "Operation failed with ATT error: 0x0e");
        }
    }

    void onServedValue(String owner, String servedPath, Object value) {
        characteristics.forEach((path, remote) -> {
            boolean meant = remote.servedPath().equals(servedPath)
                    && remote.application().owner().equals(owner);
            if (meant && notifying.contains(path)) {
                byte[] bytes = BusValues.bytes(value).toBytes();
                home.objects().set(path, BluezNames.CHARACTERISTIC, Map.of("Value", new Variant<>(bytes)));
            }
        });
    }

    void drop() {
        if (!up) {
            return;
        }
        up = false;
        central.forgetConnection(peripheral.address());
        peripheral.forgetConnection(central.address());
        Variant<?> no = new Variant<>(false);
        home.objects().set(device, BluezNames.DEVICE, Map.of("ServicesResolved", no, "Connected", no));
        home.objects().set(peripheral.pathOf(central.address()), BluezNames.DEVICE, Map.of("Connected", no));
        notifying.forEach(path -> call(path, "StopNotify", ""));
        characteristics.keySet().forEach(path -> home.objects().remove(path.substring(0, path.lastIndexOf('/'))));
    }
}
