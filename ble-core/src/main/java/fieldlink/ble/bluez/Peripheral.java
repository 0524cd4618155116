package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleException;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.WriteMode;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** One served device: answers BlueZ's questions by asking the {@link GattServer}. */
final class Peripheral implements ServedDevice {
    private static final System.Logger LOG = System.getLogger(Peripheral.class.getName());
    private static final String ERROR = "org.bluez.Error.";

    final AdapterName adapter;
    final ServedObjects objects;

    private final DeviceAddress address;
    private final GattServer server;
    private final Peripherals home;
    private final Executor questions;
    private final Set<String> notifying = new HashSet<>();
    /** The centrals that have asked something: BlueZ's objects of theirs. */
    private final Set<String> centrals = new HashSet<>();

    /** @param questions where the server is asked, one question at a time */
    Peripheral(
            Peripherals home,
            AdapterName adapter,
            DeviceAddress address,
            ServedObjects objects,
            GattServer server,
            Executor questions) {
        this.home = home;
        this.adapter = adapter;
        this.address = address;
        this.objects = objects;
        this.server = server;
        this.questions = questions;
    }

    @Override
    public DeviceAddress address() {
        return address;
    }

    @Override
    public void notify(CharacteristicId characteristic, GattValue value) {
        home.onLoop(() -> objects.characteristics().forEach((path, served) -> {
            if (notifying.contains(path) && isMeant(characteristic, served.id())) {
                home.emitValue(path, value);
            }
        }));
    }

    @Override
    public void close() {
        home.end(this);
    }

    Collection<String> centrals() {
        return centrals;
    }

    /** BlueZ has forgotten the registration, and with it who wanted notifications. */
    void onUnregistered() {
        centrals.clear();
        Set<String> was = Set.copyOf(notifying);
        notifying.clear();
        was.forEach(path -> ask(() -> server.onSubscription(id(path), false)));
    }

    void answer(BusRequest request) {
        switch (request.member()) {
            case "ReadValue" -> read(request);
            case "WriteValue" -> write(request);
            case "StartNotify" -> subscribe(request, true);
            case "StopNotify" -> subscribe(request, false);
            case "Confirm" -> request.replyNothing();
            default -> request.failUnknown();
        }
    }

    private void read(BusRequest request) {
        int offset = offset(options(request, 0));
        answering(request, () -> {
            GattValue value = server.onRead(id(request.path()));
            home.onLoop(() -> {
                if (offset > value.size()) {
                    request.fail(ERROR + "InvalidOffset", "offset " + offset + " is behind the value's end");
                } else {
                    request.reply(
                            "ay", (Object) value.slice(offset, value.size()).toBytes());
                }
            });
        });
    }

    private void write(BusRequest request) {
        GattValue value = BusValues.bytes(request.values().get(0));
        Map<String, Object> options = options(request, 1);
        if (offset(options) != 0) {
            request.fail(ERROR + "InvalidOffset", "values are written whole");
            return;
        }
        WriteMode mode = modeOf(request.path(), options);
        answering(request, () -> {
            server.onWrite(id(request.path()), value, mode);
            home.onLoop(request::replyNothing);
        });
    }

    private void subscribe(BusRequest request, boolean on) {
        boolean changes = on ? notifying.add(request.path()) : notifying.remove(request.path());
        request.replyNothing();
        if (changes) {
            ask(() -> server.onSubscription(id(request.path()), on));
        }
    }

    private Map<String, Object> options(BusRequest request, int index) {
        Map<String, Object> options = BusValues.properties(request.values().get(index));
        if (options.get("device") instanceof String central) {
            centrals.add(central);
        }
        return options;
    }

    private static int offset(Map<String, Object> options) {
        return options.get("offset") instanceof Number offset ? offset.intValue() : 0;
    }

    /** BlueZ tells how a value was written only as an experiment; else the characteristic has to tell. */
    private WriteMode modeOf(String path, Map<String, Object> options) {
        var properties = objects.at(path).definition().properties();
        boolean command = options.containsKey("type")
                ? "command".equals(options.get("type"))
                : !properties.contains(CharacteristicProperty.WRITE);
        return command ? WriteMode.WITHOUT_RESPONSE : WriteMode.WITH_RESPONSE;
    }

    private CharacteristicId id(String path) {
        return objects.at(path).id();
    }

    private static boolean isMeant(CharacteristicId wanted, CharacteristicId served) {
        return wanted.characteristic().equals(served.characteristic())
                && wanted.inService()
                        .map(served.inService().orElseThrow()::equals)
                        .orElse(true);
    }

    private void answering(BusRequest request, Runnable question) {
        try {
            questions.execute(() -> {
                try {
                    question.run();
                } catch (BleException refusal) {
                    home.onLoop(() -> refuse(request, refusal));
                } catch (RuntimeException bug) {
                    // BlueZ must get an answer whatever happens in there.
                    LOG.log(
                            Level.ERROR,
                            "the GATT server failed at " + request.member() + " of " + request.path(),
                            bug);
                    home.onLoop(() -> request.fail(ERROR + "UnlikelyError", "the server failed"));
                }
            });
        } catch (RejectedExecutionException full) {
            request.fail(ERROR + "Failed", "the server has too much to do");
        }
    }

    private void ask(Runnable question) {
        try {
            questions.execute(question);
        } catch (RejectedExecutionException full) {
            LOG.log(Level.WARNING, "the GATT server has too much to do and was not told of a subscription");
        }
    }

    /** BlueZ makes ATT errors of error names, and of numbers in the text for the codes that a device may define itself. */
    private static void refuse(BusRequest request, BleException refusal) {
        int code = refusal.attCode().orElse(0x0E);
        boolean ownCode = code >= 0x80 && code <= 0x9F;
        String name = switch (code) {
            case 0x02, 0x03 -> "NotPermitted";
            case 0x06 -> "NotSupported";
            case 0x07 -> "InvalidOffset";
            case 0x08 -> "NotAuthorized";
            case 0x0D -> "InvalidValueLength";
            default -> ownCode ? "Failed" : "UnlikelyError";
        };
        request.fail(ERROR + name, ownCode ? String.format(Locale.ROOT, "0x%02x", code) : refusal.line());
    }
}
