package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/**
 * Passive scanning: an advertisement monitor that BlueZ runs for us. It wants patterns, and has none for "everything", so
 * these cover what devices start their reports with: the flags of nearly all of them, and the service data of sensors
 * that leave the flags out.
 */
final class PassiveMonitor {
    private static final Duration ACTIVATION_DEADLINE = Duration.ofSeconds(5);

    private static final int FLAGS = 0x01;
    private static final int SERVICE_DATA_16 = 0x16;
    private static final int[] USUAL_FLAGS = {0x00, 0x02, 0x04, 0x05, 0x06, 0x12, 0x18, 0x1A, 0x1E};
    /** BTHome, SwitchBot in both its forms, the thermometers of Xiaomi, environmental sensing; low byte first. */
    private static final int[] SENSOR_SERVICES = {0xFCD2, 0xFD3D, 0x0D00, 0xFE95, 0x181A};

    /**
     * BlueZ 5.66 counts the bytes of a monitor's patterns, 34 each, in one byte: eight patterns overwrite its memory and
     * end it. So there are several monitors.
     */
    private static final int MOST_PATTERNS = 7;

    private static final List<List<Object[]>> MONITORS = monitors();

    private final SelectorLoop loop;
    private final BluezService service;
    private final Map<AdapterName, CompletableFuture<Void>> activations = new HashMap<>();

    PassiveMonitor(SelectorLoop loop, BluezService service) {
        this.loop = loop;
        this.service = service;
    }

    /** Completes when BlueZ has really switched the monitor on, which it tells by calling it. */
    CompletionStage<Void> start(AdapterName adapter) {
        CompletableFuture<Void> active = new CompletableFuture<>();
        activations.put(adapter, active);
        service.export(rootOf(adapter), request -> answerRoot(adapter, request));
        for (int number = 0; number < MONITORS.size(); number++) {
            service.export(pathOf(adapter, number), request -> answerMonitor(adapter, request));
        }
        Registration late = loop.schedule(
                ACTIVATION_DEADLINE,
                () -> active.completeExceptionally(
                        new BusException(BusException.DEADLINE, "BlueZ did not activate the monitor")));
        return manager(adapter, "RegisterMonitor")
                .thenCompose(registered -> active)
                .whenComplete((done, failure) -> {
                    late.close();
                    if (failure != null) {
                        unexport(adapter);
                    }
                });
    }

    CompletionStage<Void> stop(AdapterName adapter) {
        return manager(adapter, "UnregisterMonitor").handle((reply, failure) -> {
            unexport(adapter);
            return null;
        });
    }

    void onServiceDown() {
        activations.clear();
    }

    private void unexport(AdapterName adapter) {
        activations.remove(adapter);
        service.unexport(rootOf(adapter));
        for (int number = 0; number < MONITORS.size(); number++) {
            service.unexport(pathOf(adapter, number));
        }
    }

    private CompletionStage<BusReply> manager(AdapterName adapter, String member) {
        return service.call(
                BusCall.of(BluezNames.SERVICE, BluezNames.pathOf(adapter), BluezNames.MONITOR_MANAGER, member)
                        .with("o", new DBusPath(rootOf(adapter))));
    }

    private void answerRoot(AdapterName adapter, BusRequest request) {
        if (!request.member().equals("GetManagedObjects")) {
            request.failUnknown();
            return;
        }
        Map<DBusPath, Map<String, Map<String, Variant<?>>>> managed = new HashMap<>();
        for (int number = 0; number < MONITORS.size(); number++) {
            Variant<?> patterns = new Variant<>(MONITORS.get(number), "a(yyay)");
            managed.put(
                    new DBusPath(pathOf(adapter, number)),
                    Map.of(BluezNames.MONITOR, Map.of("Type", new Variant<>("or_patterns"), "Patterns", patterns)));
        }
        request.reply("a{oa{sa{sv}}}", managed);
    }

    private void answerMonitor(AdapterName adapter, BusRequest request) {
        CompletableFuture<Void> activation = activations.get(adapter);
        switch (request.member()) {
            case "Activate" -> {
                if (activation != null) {
                    activation.complete(null);
                }
                request.replyNothing();
            }
            case "Release" -> {
                if (activation != null) {
                    activation.completeExceptionally(
                            new BusException("org.bluez.Error.Rejected", "BlueZ released the monitor"));
                }
                request.replyNothing();
            }
            // The devices' own objects tell what was heard.
            case "DeviceFound", "DeviceLost" -> request.replyNothing();
            default -> request.failUnknown();
        }
    }

    private static List<List<Object[]>> monitors() {
        List<Object[]> patterns = new ArrayList<>();
        for (int flags : USUAL_FLAGS) {
            patterns.add(pattern(FLAGS, (byte) flags));
        }
        for (int uuid : SENSOR_SERVICES) {
            patterns.add(pattern(SERVICE_DATA_16, (byte) uuid, (byte) (uuid >> 8)));
        }
        List<List<Object[]>> monitors = new ArrayList<>();
        for (int from = 0; from < patterns.size(); from += MOST_PATTERNS) {
            monitors.add(List.copyOf(patterns.subList(from, Math.min(from + MOST_PATTERNS, patterns.size()))));
        }
        return List.copyOf(monitors);
    }

    /** From the first byte of a part of that kind. */
    private static Object[] pattern(int kind, byte... content) {
        return new Object[] {(byte) 0, (byte) kind, content};
    }

    private static String rootOf(AdapterName adapter) {
        return "/io/github/fieldlink/monitor/" + adapter;
    }

    private static String pathOf(AdapterName adapter, int number) {
        return rootOf(adapter) + "/monitor" + number;
    }
}
