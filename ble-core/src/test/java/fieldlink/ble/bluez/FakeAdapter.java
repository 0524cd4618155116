package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.LinkKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.freedesktop.dbus.types.Variant;

/** One adapter of the fake BlueZ, as a central and as the place where devices are served. */
final class FakeAdapter {
    private static final String ERROR = "org.bluez.Error.";

    private final FakeBluez home;
    private final FakeObjects objects;
    private final AdapterName name;
    private final DeviceAddress address;
    private final String path;
    private final Set<String> discoverers = new HashSet<>();
    /** The applications and advertisements that programs have registered, by their path. */
    private final Map<String, FakeApplication> applications = new LinkedHashMap<>();

    private final Map<String, Map<String, Object>> advertisements = new LinkedHashMap<>();
    private final Map<DeviceAddress, FakeConnection> connections = new HashMap<>();

    FakeAdapter(FakeBluez home, AdapterName name, int number) {
        this.home = home;
        this.objects = home.objects();
        this.name = name;
        this.address = DeviceAddress.parse(String.format(Locale.ROOT, "00:AA:01:00:00:%02X", number));
        this.path = BluezNames.pathOf(name);
    }

    void appear() {
        home.export(path, this::answer);
        objects.add(
                path,
                Map.of(
                        BluezNames.ADAPTER,
                        Map.of(
                                "Address", new Variant<>(address.value()),
                                "Powered", new Variant<>(true),
                                "Discovering", new Variant<>(false)),
                        BluezNames.GATT_MANAGER,
                        Map.of(),
                        BluezNames.ADVERTISING_MANAGER,
                        Map.of()));
    }

    boolean isPowered() {
        return Boolean.TRUE.equals(objects.get(path, BluezNames.ADAPTER, "Powered"));
    }

    DeviceAddress address() {
        return address;
    }

    AdapterName name() {
        return name;
    }

    private void answer(BusRequest request) {
        switch (request.member()) {
            case "Set" -> {
                switchTo(Boolean.TRUE.equals(request.values().get(2)));
                request.replyNothing();
            }
            case "SetDiscoveryFilter" -> request.replyNothing();
            case "StartDiscovery" -> startDiscovery(request);
            case "StopDiscovery" -> stopDiscovery(request);
            case "RemoveDevice" -> removeDevice(request);
            case "RegisterApplication" -> registerApplication(request);
            case "UnregisterApplication" -> {
                drop(applications.remove(BusValues.text(request.values().get(0))));
                request.replyNothing();
            }
            case "RegisterAdvertisement" -> registerAdvertisement(request);
            case "UnregisterAdvertisement" -> {
                advertisements.remove(BusValues.text(request.values().get(0)));
                request.replyNothing();
            }
            default -> request.failUnknown();
        }
    }

    private void startDiscovery(BusRequest request) {
        if (!isPowered()) {
            request.fail(ERROR + "NotReady", "Resource Not Ready");
        } else if (!discoverers.add(request.sender())) {
            request.fail(ERROR + "InProgress", "Operation already in progress");
        } else {
            request.replyNothing();
            home.adapters().forEach(this::hear);
        }
    }

    private void stopDiscovery(BusRequest request) {
        if (!discoverers.remove(request.sender())) {
            request.fail(ERROR + "Failed", "No discovery started");
            return;
        }
        objects.below(path, BluezNames.DEVICE).forEach(device -> objects.invalidate(device, BluezNames.DEVICE, "RSSI"));
        request.replyNothing();
    }

    private void removeDevice(BusRequest request) {
        String device = BusValues.text(request.values().get(0));
        if (!objects.has(device)) {
            request.fail(ERROR + "DoesNotExist", "Does Not Exist");
            return;
        }
        forget(BluezNames.linkOf(device).orElseThrow().device());
        request.replyNothing();
    }

    void forget(DeviceAddress device) {
        FakeConnection connection = connections.remove(device);
        if (connection != null) {
            connection.drop();
        }
        objects.remove(pathOf(device));
    }

    private void registerApplication(BusRequest request) {
        String root = BusValues.text(request.values().get(0));
        String owner = request.sender();
        home.bus()
                .call(BusCall.of(owner, root, Bus.OBJECT_MANAGER, "GetManagedObjects"))
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        request.fail(ERROR + "Failed", "No object received");
                        return;
                    }
                    applications.put(root, new FakeApplication(owner, reply.first()));
                    request.replyNothing();
                });
    }

    private void registerAdvertisement(BusRequest request) {
        String object = BusValues.text(request.values().get(0));
        home.bus()
                .call(BusCall.of(request.sender(), object, Bus.PROPERTIES, "GetAll")
                        .with("s", BluezNames.ADVERTISEMENT))
                .whenComplete((reply, failure) -> {
                    advertisements.put(object, failure == null ? BusValues.properties(reply.first()) : Map.of());
                    request.replyNothing();
                    home.adapters().forEach(other -> other.hear(this));
                });
    }

    /** Hears what another adapter advertises, once. */
    void hear(FakeAdapter other) {
        boolean heard = other != this && isPowered() && other.isPowered() && !discoverers.isEmpty();
        if (!heard || other.advertisements.isEmpty()) {
            return;
        }
        Map<String, Variant<?>> properties = new HashMap<>();
        Map<String, Object> said = other.advertisements.values().iterator().next();
        if (said.get("LocalName") instanceof String localName) {
            properties.put("Name", new Variant<>(localName));
        }
        if (said.get("ServiceUUIDs") instanceof List<?> uuids) {
            properties.put("UUIDs", new Variant<>(uuids, "as"));
        }
        properties.put("RSSI", new Variant<>((short) -50));
        hear(other.address, properties);
    }

    /** A report of a device arrives. */
    void hear(DeviceAddress device, Map<String, Variant<?>> properties) {
        String object = pathOf(device);
        if (objects.has(object)) {
            objects.set(object, BluezNames.DEVICE, properties);
            return;
        }
        Map<String, Variant<?>> all = new HashMap<>(properties);
        all.put("Address", new Variant<>(device.value()));
        all.put("Connected", new Variant<>(false));
        all.put("ServicesResolved", new Variant<>(false));
        home.export(object, request -> answerDevice(device, request));
        objects.add(object, Map.of(BluezNames.DEVICE, all));
    }

    private void answerDevice(DeviceAddress device, BusRequest request) {
        FakeConnection connection = connections.get(device);
        switch (request.member()) {
            case "Connect" -> {
                if (connection != null) {
                    request.replyNothing();
                } else {
                    connect(device, request);
                }
            }
            case "Disconnect" -> {
                if (connection == null) {
                    request.fail(ERROR + "NotConnected", "Not Connected");
                } else {
                    connection.drop();
                    request.replyNothing();
                }
            }
            default -> request.failUnknown();
        }
    }

    private void connect(DeviceAddress device, BusRequest request) {
        FakeAdapter other = home.adapters().stream()
                .filter(candidate -> candidate.address.equals(device) && candidate.isPowered())
                .findFirst()
                .orElse(null);
        if (!isPowered()) {
            request.fail(ERROR + "Failed", "Input/output error");
        } else if (other == null || other.advertisements.isEmpty()) {
            request.fail(ERROR + "Failed", "le-connection-abort-by-local");
        } else {
            other.hear(address, Map.of());
            FakeConnection made = new FakeConnection(home, this, other);
            connections.put(device, made);
            other.connections.put(address, made);
            // As BlueZ does it: Connected may stay unsaid, and the services are resolved before their objects are
            // there.
            request.replyNothing();
            made.resolve(List.copyOf(other.applications.values()));
        }
    }

    void forgetConnection(DeviceAddress device) {
        connections.remove(device);
    }

    void dropLinks() {
        List.copyOf(connections.values()).forEach(FakeConnection::drop);
    }

    void switchTo(boolean on) {
        if (on == isPowered()) {
            return;
        }
        if (!on) {
            dropLinks();
            discoverers.clear();
        }
        objects.set(path, BluezNames.ADAPTER, Map.of("Powered", new Variant<>(on)));
        if (on) {
            home.adapters().forEach(other -> other.hear(this));
        }
    }

    /** The programs that have something going on here. */
    Set<String> users() {
        Set<String> users = new HashSet<>(discoverers);
        applications.values().forEach(application -> users.add(application.owner()));
        return users;
    }

    void onOwnerGone(String owner) {
        discoverers.remove(owner);
        List.copyOf(applications.entrySet()).forEach(entry -> {
            if (entry.getValue().owner().equals(owner)) {
                applications.remove(entry.getKey());
                advertisements.keySet().removeIf(advertisement -> advertisement.startsWith(entry.getKey()));
                dropLinks();
            }
        });
    }

    void onServedValue(String owner, String servedPath, Object value) {
        connections.values().forEach(connection -> connection.onServedValue(owner, servedPath, value));
    }

    private void drop(FakeApplication application) {
        if (application != null) {
            dropLinks();
        }
    }

    String pathOf(DeviceAddress device) {
        return BluezNames.pathOf(new LinkKey(name, device));
    }
}
