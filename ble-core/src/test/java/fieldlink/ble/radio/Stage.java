package fieldlink.ble.radio;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.BleSettings;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RequestPriority;
import fieldlink.ble.Uuid;
import fieldlink.ble.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An orchestrator on a table: a test plays the radio and the clients, and looks at what it wants. */
final class Stage {
    static final AdapterName HCI0 = new AdapterName("hci0");
    static final AdapterName HCI1 = new AdapterName("hci1");
    static final DeviceAddress LAMP = DeviceAddress.parse("02:00:00:00:00:11");
    static final DeviceAddress METER = DeviceAddress.parse("02:00:00:00:00:12");
    static final CharacteristicId CELL = CharacteristicId.parse("FFF0/FFF1");
    static final CharacteristicId TELLER = CharacteristicId.parse("FFF0/FFF2");
    static final int CELL_HANDLE = 3;
    static final int TELLER_HANDLE = 6;
    static final GattTree TREE = new GattTree(
            List.of(new GattTree.Service(
                    Uuid.of(0xFFF0),
                    true,
                    List.of(
                            characteristic(
                                    CELL_HANDLE, CELL, CharacteristicProperty.READ, CharacteristicProperty.WRITE),
                            characteristic(TELLER_HANDLE, TELLER, CharacteristicProperty.NOTIFY)))),
            23);

    final Orchestrator orchestrator;
    Duration now = Duration.ofSeconds(1);
    private final List<Effect> wanted = new ArrayList<>();
    private long numbers;

    Stage(BleSettings settings) {
        orchestrator = new Orchestrator(settings);
    }

    private static GattTree.Characteristic characteristic(
            int handle, CharacteristicId id, CharacteristicProperty... properties) {
        return new GattTree.Characteristic(handle, id.characteristic(), Set.of(properties), List.of());
    }

    void plug(AdapterName name) {
        plug(name, "02:00:00:00:00:01");
    }

    void plug(AdapterName name, String address) {
        happened(new RadioEvent.AdapterAdded(new AdapterDescription(name, DeviceAddress.parse(address), true, false)));
    }

    void hear(DeviceAddress device, AdapterName adapter, int rssi) {
        happened(new RadioEvent.Heard(adapter, device, null, rssi, AdvertisedContent.named("x")));
    }

    void happened(RadioEvent event) {
        orchestrator.happened(event, Instant.EPOCH, now);
    }

    long read(DeviceAddress device) {
        return submit(device, new Operation.Read(CELL), "client", 30, 0);
    }

    long write(DeviceAddress device) {
        return submit(device, new Operation.Write(CELL, GattValue.of(1), WriteMode.WITH_RESPONSE), "client", 30, 0);
    }

    long borrow(DeviceAddress device, String client) {
        return submit(device, new Operation.Borrow(), client, 30, 0);
    }

    long subscribe(DeviceAddress device) {
        long number = ++numbers;
        submit(number, device, new Operation.Subscribe(TELLER, number), "client", 30, 0);
        return number;
    }

    long submit(DeviceAddress device, Operation operation, String client, int seconds, long onLink) {
        return submit(++numbers, device, operation, client, seconds, onLink);
    }

    private long submit(
            long number, DeviceAddress device, Operation operation, String client, int seconds, long onLink) {
        Request.Terms terms = new Request.Terms(RequestPriority.NORMAL, "", now, now.plusSeconds(seconds));
        orchestrator.submit(new Request(number, client, device, operation, terms, onLink), now);
        return number;
    }

    /** Lets time pass, waking the orchestrator whenever it asked for it. */
    void pass(Duration time) {
        Duration end = now.plus(time);
        for (Optional<Duration> due = orchestrator.nextDue(now);
                due.isPresent() && due.get().compareTo(end) <= 0;
                due = orchestrator.nextDue(now)) {
            now = due.get();
            orchestrator.tick(now);
        }
        now = end;
    }

    /** Takes the effects of a kind that are wanted by now; others stay. */
    <T extends Effect> List<T> take(Class<T> kind) {
        wanted.addAll(orchestrator.takeEffects());
        List<T> taken = wanted.stream().filter(kind::isInstance).map(kind::cast).toList();
        wanted.removeIf(kind::isInstance);
        return taken;
    }

    /** The one effect of a kind that is wanted. */
    <T extends Effect> T one(Class<T> kind) {
        List<T> taken = take(kind);
        if (taken.size() != 1) {
            throw new AssertionError(
                    "expected one " + kind.getSimpleName() + " but there are " + taken + "; besides: " + wanted);
        }
        return taken.get(0);
    }

    boolean wants(Class<? extends Effect> kind) {
        wanted.addAll(orchestrator.takeEffects());
        return wanted.stream().anyMatch(kind::isInstance);
    }

    void startScan() {
        orchestrator.scanStarted(one(Effect.StartScan.class).adapter(), Optional.empty(), now);
    }

    void stopScan() {
        orchestrator.scanStopped(one(Effect.StopScan.class).adapter(), Optional.empty(), now);
    }

    /** Grants the connect that is wanted, and its services. */
    LinkRef connect() {
        LinkRef link = one(Effect.Connect.class).link();
        orchestrator.connected(link, Optional.empty(), now);
        tell(TREE);
        return link;
    }

    void refuseConnect(RadioFault fault) {
        orchestrator.connected(one(Effect.Connect.class).link(), Optional.of(Fault.of(fault, "refused")), now);
    }

    void tell(GattTree tree) {
        orchestrator.answered(one(Effect.Call.class).link(), Reply.of(tree), now);
    }

    void answer(Reply reply) {
        orchestrator.answered(one(Effect.Call.class).link(), reply, now);
    }

    void fail(RadioFault fault) {
        answer(Reply.failed(Fault.of(fault, "failed")));
    }

    /** How a request ended; fails when it has not, or twice. */
    Outcome outcome(long request) {
        wanted.addAll(orchestrator.takeEffects());
        List<Outcome> outcomes = wanted.stream()
                .filter(effect -> effect instanceof Effect.Complete complete && complete.request() == request)
                .map(effect -> ((Effect.Complete) effect).outcome())
                .toList();
        if (outcomes.size() != 1) {
            throw new AssertionError("request " + request + " ended " + outcomes.size() + " times: " + wanted);
        }
        return outcomes.get(0);
    }

    boolean hasEnded(long request) {
        wanted.addAll(orchestrator.takeEffects());
        return wanted.stream()
                .anyMatch(effect -> effect instanceof Effect.Complete complete && complete.request() == request);
    }

    Failure failure(long request) {
        if (outcome(request) instanceof Outcome.Failed failed) {
            return failed.failure();
        }
        throw new AssertionError("request " + request + " ended well: " + outcome(request));
    }
}
