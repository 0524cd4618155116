package fieldlink.ble.sim;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.ScanMode;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails on air fails here too, and devices can be served from here. */
class SimulatedRadioTest {
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final AdapterName HCI1 = new AdapterName("hci1");
    private static final DeviceAddress LAMP = DeviceAddress.parse("02:00:00:00:01:01");
    private static final DeviceAddress METER = DeviceAddress.parse("02:00:00:00:01:02");
    private static final DeviceAddress SECOND_ADAPTER = DeviceAddress.parse("02:00:00:00:00:02");

    private final VirtualLoop loop = new VirtualLoop(Instant.EPOCH);
    private final SimulatedAir air = SimulatedAir.on(loop);
    private final SimulatedRadio radio = air.radio();
    private final List<RadioEvent> events = new ArrayList<>();

    @BeforeEach
    void open() {
        air.plug(HCI0, DeviceAddress.parse("02:00:00:00:00:01"), 1);
        air.place(LAMP, ContractDevice.definition(), new ContractDevice());
        air.place(METER, ContractDevice.definition(), new ContractDevice());
        radio.open(events::add);
        loop.settle();
    }

    @Test
    void aDeviceThatWasNotHeardIsUnknown() {
        assertThat(fault(radio.connect(new LinkKey(HCI0, LAMP)))).isEqualTo(RadioFault.UNKNOWN_DEVICE);
    }

    @Test
    void aSecondScanIsRefused() {
        now(radio.startScan(HCI0, ScanMode.ACTIVE));

        assertThat(fault(radio.startScan(HCI0, ScanMode.ACTIVE))).isEqualTo(RadioFault.IN_PROGRESS);
    }

    @Test
    void aConnectWhileTheScannerRunsTakesTenSeconds() {
        now(radio.startScan(HCI0, ScanMode.ACTIVE));
        loop.advance(Duration.ofSeconds(1));
        CompletableFuture<Void> connect = radio.connect(new LinkKey(HCI0, LAMP)).toCompletableFuture();

        loop.advance(Duration.ofSeconds(10));
        assertThat(connect).isNotDone();
        loop.advance(Duration.ofSeconds(1));
        assertThat(connect).isCompleted();
    }

    @Test
    void anAdapterCarriesNoMoreLinksThanItHasSlots() {
        hear();
        now(radio.connect(new LinkKey(HCI0, LAMP)));

        assertThat(fault(radio.connect(new LinkKey(HCI0, METER)))).isEqualTo(RadioFault.NO_SLOT);
    }

    @Test
    void aSecondOperationOnALinkIsRefused() {
        LinkKey link = new LinkKey(HCI0, LAMP);
        hear();
        now(radio.connect(link));
        int handle = handle(now(radio.discover(link)), ContractDevice.CELL);

        CompletionStage<GattValue> first = radio.read(link, handle);
        assertThat(fault(radio.read(link, handle))).isEqualTo(RadioFault.IN_PROGRESS);
        assertThat(now(first)).isEqualTo(GattValue.of(0));
    }

    @Test
    void whatTheCharacteristicDoesNotAllowIsRefused() {
        LinkKey link = new LinkKey(HCI0, LAMP);
        hear();
        now(radio.connect(link));
        GattTree tree = now(radio.discover(link));

        assertThat(fault(radio.read(link, handle(tree, ContractDevice.SINK)))).isEqualTo(RadioFault.NOT_SUPPORTED);
        assertThat(fault(radio.startNotify(link, handle(tree, ContractDevice.CELL))))
                .isEqualTo(RadioFault.NOT_SUPPORTED);
        assertThat(fault(radio.read(link, 999))).isEqualTo(RadioFault.UNKNOWN_ATTRIBUTE);
        GattValue long600 = GattValue.copyOf(new byte[600]);
        assertThat(fault(radio.write(link, handle(tree, ContractDevice.CELL), long600, WriteMode.WITH_RESPONSE)))
                .isEqualTo(RadioFault.TOO_LONG);
    }

    @Test
    void aConnectThatIsEndedFromHereFailsAtOnce() {
        hear();
        air.device(LAMP).orElseThrow().faults().hangConnects(1);
        CompletableFuture<Void> connect = radio.connect(new LinkKey(HCI0, LAMP)).toCompletableFuture();
        loop.advance(Duration.ofSeconds(1));

        now(radio.disconnect(new LinkKey(HCI0, LAMP)));

        assertThat(fault(connect)).isEqualTo(RadioFault.CANCELLED);
    }

    @Test
    void aDeadServiceAnswersNothingAndItsDevicesMustBeHeardAgain() {
        hear();
        air.killService();
        assertThat(fault(radio.connect(new LinkKey(HCI0, LAMP)))).isEqualTo(RadioFault.SERVICE_DOWN);

        air.startService();

        assertThat(fault(radio.connect(new LinkKey(HCI0, LAMP)))).isEqualTo(RadioFault.UNKNOWN_DEVICE);
        assertThat(events).hasAtLeastOneElementOfType(RadioEvent.ServiceUp.class);
    }

    @Test
    void aDeviceServedOnOneAdapterIsUsedThroughTheOther() {
        air.plug(HCI1, SECOND_ADAPTER, 1);
        List<String> asked = new ArrayList<>();
        ServedDevice served = now(radio.serve(HCI1, ContractDevice.definition(), new GattServer() {
            @Override
            public GattValue onRead(CharacteristicId characteristic) {
                asked.add("read " + characteristic);
                return GattValue.of(0x42);
            }

            @Override
            public void onWrite(CharacteristicId characteristic, GattValue value, WriteMode mode) {
                asked.add("write " + characteristic + " " + value);
            }

            @Override
            public void onSubscription(CharacteristicId characteristic, boolean on) {
                asked.add("subscription " + characteristic + " " + on);
            }
        }));
        LinkKey link = new LinkKey(HCI0, SECOND_ADAPTER);
        hear();
        now(radio.connect(link));
        GattTree tree = now(radio.discover(link));
        int first = handle(tree, ContractDevice.FIRST);

        assertThat(now(radio.read(link, handle(tree, ContractDevice.CELL)))).isEqualTo(GattValue.of(0x42));
        now(radio.startNotify(link, first));
        served.notify(ContractDevice.FIRST, GattValue.of(7));
        loop.settle();
        served.close();
        loop.settle();

        assertThat(asked)
                .containsExactly("read fff0/fff1", "subscription fff0/fff3 true", "subscription fff0/fff3 false");
        assertThat(events).contains(new RadioEvent.Notified(link, first, GattValue.of(7)));
        assertThat(events.get(events.size() - 1)).isInstanceOf(RadioEvent.LinkDown.class);
    }

    private void hear() {
        now(radio.startScan(HCI0, ScanMode.ACTIVE));
        loop.advance(Duration.ofSeconds(1));
        now(radio.stopScan(HCI0));
    }

    private static int handle(GattTree tree, CharacteristicId characteristic) {
        return tree.find(characteristic).get(0).handle();
    }

    private <T> T now(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(loop.advanceUntil(future::isDone, Duration.ofMinutes(1))).isTrue();
        return future.join();
    }

    private RadioFault fault(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(loop.advanceUntil(future::isDone, Duration.ofMinutes(1))).isTrue();
        return future.handle((value, failure) -> ((RadioException) failure).fault())
                .join();
    }
}
