package fieldlink.ble.bluez;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.Recorder;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanMode;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.Uuid;
import fieldlink.ble.WriteMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract's happy device does not show: missing parts, refusals, hangs, lost buses. On the fake BlueZ. */
class BluezRadioTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final AdapterName HCI1 = new AdapterName("hci1");
    private static final DeviceAddress STRANGER = DeviceAddress.parse("02:00:00:00:00:07");
    private static final LinkKey TO_STRANGER = new LinkKey(HCI0, STRANGER);

    private final PrivateBus bus = new PrivateBus();
    private final FakeBluez bluez = new FakeBluez(bus.address());
    private final Recorder<RadioEvent> events = new Recorder<>();
    /** The same once more, for the test's own waiting. */
    private final Recorder<RadioEvent> seen = new Recorder<>();

    private BluezRadio radio = BluezRadio.of(BluezSettings.usual().withBus(bus.address()));

    @AfterEach
    void close() {
        radio.close();
        bluez.close();
        bus.close();
    }

    @Test
    void aServiceThatIsNotThereYetIsPickedUpWhenItComes() throws Exception {
        radio.open(events);
        assertThat(((RadioEvent.ServiceDown) next(RadioEvent.ServiceDown.class)).reason())
                .contains("bluetoothd");
        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.SERVICE_DOWN);

        bluez.start("hci0");

        next(RadioEvent.ServiceUp.class);
        next(RadioEvent.AdapterAdded.class);
    }

    @Test
    void aBusThatIsLostIsFoundAgain() throws Exception {
        openWith("hci0");

        bus.stop();
        next(RadioEvent.ServiceDown.class);
        bus.start();
        bluez.start("hci0");

        next(RadioEvent.ServiceUp.class);
        next(RadioEvent.AdapterAdded.class);
    }

    @Test
    void anAdapterMayComeAndGo() throws Exception {
        openWith();

        bluez.plug("hci0");
        assertThat(((RadioEvent.AdapterAdded) next(RadioEvent.AdapterAdded.class))
                        .info()
                        .name())
                .isEqualTo(HCI0);
        bluez.unplug("hci0");
        next(RadioEvent.AdapterRemoved.class);
        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.NOT_READY);
    }

    @Test
    void onlyTheAdaptersThatAreMeantAreSeen() throws Exception {
        radio = BluezRadio.of(BluezSettings.usual().withBus(bus.address()).withAdapters(HCI1));
        openWith("hci0", "hci1");

        assertThat(((RadioEvent.AdapterAdded) next(RadioEvent.AdapterAdded.class))
                        .info()
                        .name())
                .isEqualTo(HCI1);
        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.NOT_READY);
    }

    @Test
    void anAdvertisementIsReadCompletely() throws Exception {
        openWith("hci0");
        get(radio.startScan(HCI0, ScanMode.ACTIVE));

        bluez.hear(
                "hci0",
                STRANGER,
                Map.of(
                        "RSSI", new Variant<>((short) -60),
                        "TxPower", new Variant<>((short) 4),
                        "Name", new Variant<>("Meter"),
                        "UUIDs", new Variant<>(List.of("0000fff0-0000-1000-8000-00805f9b34fb"), "as"),
                        "ManufacturerData",
                                new Variant<>(Map.of(new UInt16(2409), new Variant<>(new byte[] {1, 2})), "a{qv}"),
                        "ServiceData",
                                new Variant<>(
                                        Map.of("0000fd3d-0000-1000-8000-00805f9b34fb", new Variant<>(new byte[] {3})),
                                        "a{sv}")));

        RadioEvent.Heard heard = (RadioEvent.Heard) next(RadioEvent.Heard.class);
        assertThat(heard.device()).isEqualTo(STRANGER);
        assertThat(heard.rssi()).isEqualTo(-60);
        assertThat(heard.data().txPower()).isEqualTo(4);
        assertThat(heard.data().localName()).isEqualTo("Meter");
        assertThat(heard.data().serviceUuids()).containsExactly(Uuid.of(0xFFF0));
        assertThat(heard.data().manufacturerData()).containsEntry(2409, GattValue.of(1, 2));
        assertThat(heard.data().serviceData()).containsEntry(Uuid.of(0xFD3D), GattValue.of(3));
    }

    @Test
    void whatBecomesInvalidIsNotHeardButForgotten() throws Exception {
        openWith("hci0");
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
        bluez.hear("hci0", STRANGER, Map.of("RSSI", new Variant<>((short) -60)));
        next(RadioEvent.Heard.class);

        bluez.invalidate(BluezNames.pathOf(TO_STRANGER), BluezNames.DEVICE, "RSSI");
        bluez.hear("hci0", STRANGER, Map.of("TxPower", new Variant<>((short) 1)));

        RadioEvent.Heard heard = (RadioEvent.Heard) next(RadioEvent.Heard.class);
        assertThat(heard.data().txPower()).isEqualTo(1);
        assertThat(heard.rssi()).isEqualTo(Advertisement.RSSI_UNKNOWN);
    }

    @Test
    void theAdvertisedNameOutlivesTheNameThatALinkBrings() throws Exception {
        openWith("hci0");
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
        bluez.hear("hci0", STRANGER, Map.of("Name", new Variant<>("Advertised"), "RSSI", new Variant<>((short) -60)));
        next(RadioEvent.Heard.class);

        bluez.hear("hci0", STRANGER, Map.of("Name", new Variant<>("Own"), "Connected", new Variant<>(true)));
        bluez.hear("hci0", STRANGER, Map.of("RSSI", new Variant<>((short) -61)));

        assertThat(((RadioEvent.Heard) next(RadioEvent.Heard.class)).data().localName())
                .isEqualTo("Advertised");
    }

    @Test
    void aScanIsStartedOnceAndStoppedAnyNumberOfTimes() throws Exception {
        openWith("hci0");
        get(radio.startScan(HCI0, ScanMode.ACTIVE));

        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.IN_PROGRESS);
        get(radio.stopScan(HCI0));
        get(radio.stopScan(HCI0));
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
    }

    /** As after the death of a bluetoothd that was scanning. */
    @Test
    void aScanWaitsForAKernelThatIsStillScanning() throws Exception {
        openWith("hci0");
        bluez.failNext("StartDiscovery", "org.bluez.Error.InProgress", "Operation already in progress");

        get(radio.startScan(HCI0, ScanMode.ACTIVE));

        assertThat(bluez.calls("StartDiscovery")).isEqualTo(2);
        assertThat(bluez.calls("StopDiscovery")).isZero();
    }

    @Test
    void aScanOfOursThatOutlivedItsBluetoothdIsEndedByAPowerCycle() throws Exception {
        openWith("hci0");
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
        bluez.kill();
        next(RadioEvent.ServiceDown.class);
        bluez.start("hci0");
        next(RadioEvent.AdapterAdded.class);
        bluez.failNext("StartDiscovery", "org.bluez.Error.InProgress", "Operation already in progress");

        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.NOT_READY);
        assertThat(((RadioEvent.AdapterAdded) next(RadioEvent.AdapterAdded.class))
                        .info()
                        .powered())
                .isFalse();
        assertThat(((RadioEvent.AdapterAdded) next(RadioEvent.AdapterAdded.class))
                        .info()
                        .powered())
                .isTrue();
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
    }

    @Test
    void aScanThatIsNotWantedAnyMoreIsNotStarted() throws Exception {
        openWith("hci0");
        bluez.failNext("StartDiscovery", "org.bluez.Error.InProgress", "Operation already in progress");
        CompletionStage<Void> start = radio.startScan(HCI0, ScanMode.ACTIVE);
        bluez.failNext("StartDiscovery", "org.bluez.Error.InProgress", "Operation already in progress");

        get(radio.stopScan(HCI0));

        assertThat(fault(() -> get(start))).isEqualTo(RadioFault.IN_PROGRESS);
        assertThat(bluez.calls("StopDiscovery")).isZero();
    }

    @Test
    void aPassiveScanFallsBackWhereItIsNotPossible() throws Exception {
        openWith("hci0");

        get(radio.startScan(HCI0, ScanMode.PASSIVE));

        assertThat(bluez.calls("StartDiscovery")).isEqualTo(1);
    }

    @Test
    void anAdapterSwitchedOffEndsItsScanAndStaysOff() throws Exception {
        openWith("hci0");
        get(radio.startScan(HCI0, ScanMode.ACTIVE));

        bluez.power("hci0", false);

        next(RadioEvent.ScanEnded.class);
        RadioEvent.AdapterAdded off = (RadioEvent.AdapterAdded) next(RadioEvent.AdapterAdded.class);
        assertThat(off.info().powered()).isFalse();
        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.NOT_READY);
        assertThat(bluez.calls("Set")).isZero();
    }

    @Test
    void anUnknownDeviceIsNotConnectedTo() throws Exception {
        openWith("hci0");

        assertThat(fault(() -> get(radio.connect(TO_STRANGER)))).isEqualTo(RadioFault.UNKNOWN_DEVICE);
        get(radio.disconnect(TO_STRANGER));
        get(radio.forget(TO_STRANGER));
    }

    @Test
    void anAbortedConnectSaysSoInBluezWords() throws Exception {
        openWith("hci0");
        meetStranger();

        assertThatThrownBy(() -> get(radio.connect(TO_STRANGER))).isInstanceOfSatisfying(RadioException.class, e -> {
            assertThat(e.fault()).isEqualTo(RadioFault.CONNECT_ABORTED);
            assertThat(e).hasMessageContaining("le-connection-abort-by-local");
        });
    }

    @Test
    void aConnectThatHangsIsGivenUpByADisconnect() throws Exception {
        openWith("hci0");
        meetStranger();
        bluez.hangNext("Connect");
        CompletionStage<Void> connect = radio.connect(TO_STRANGER);

        get(radio.disconnect(TO_STRANGER));

        assertThat(fault(() -> get(connect))).isEqualTo(RadioFault.CANCELLED);
    }

    @Test
    void aConnectWhoseDeviceIsForgottenEndsThoughBluezNeverAnswers() throws Exception {
        openWith("hci0");
        meetStranger();
        bluez.hangNext("Connect");
        CompletionStage<Void> connect = radio.connect(TO_STRANGER);
        assertThat(fault(() -> get(radio.connect(TO_STRANGER)))).isEqualTo(RadioFault.IN_PROGRESS);

        bluez.forgetDevice("hci0", STRANGER);

        assertThat(fault(() -> get(connect))).isEqualTo(RadioFault.UNKNOWN_DEVICE);
    }

    @Test
    void aLinkLeftOverFromAnEarlierLifeIsReported() throws Exception {
        bluez.start("hci0");
        bluez.hear("hci0", STRANGER, Map.of());
        bluez.hear("hci0", STRANGER, Map.of("Connected", new Variant<>(true)));

        radio.open(events);

        next(RadioEvent.AdapterAdded.class);
        assertThat(((RadioEvent.LinkFound) next(RadioEvent.LinkFound.class)).link())
                .isEqualTo(TO_STRANGER);
    }

    @Test
    void aReadUnderWayFailsWhenTheLinkDrops() throws Exception {
        try (Pair pair = new Pair()) {
            GattTree tree = pair.connect();
            bluez.hangNext("ReadValue");
            CompletionStage<GattValue> read = radio.read(pair.link, handle(tree, ContractDevice.CELL));
            // A second call that is answered proves that the first has arrived.
            get(radio.discover(pair.link));

            bluez.dropLinks("hci1");

            assertThat(fault(() -> get(read))).isEqualTo(RadioFault.LINK_LOST);
            next(RadioEvent.LinkDown.class);
            assertThat(fault(() -> get(radio.read(pair.link, 1)))).isEqualTo(RadioFault.NOT_CONNECTED);
        }
    }

    @Test
    void anUnlikelyErrorOfALinkThatIsGoneIsALostLink() throws Exception {
        try (Pair pair = new Pair()) {
            GattTree tree = pair.connect();
            bluez.failNext("ReadValue", "org.bluez.Error.Failed", "Operation failed with ATT error: 0x0e");
            bluez.failNext("Get", "org.freedesktop.DBus.Error.UnknownObject", "gone");

            assertThat(fault(() -> get(radio.read(pair.link, handle(tree, ContractDevice.CELL)))))
                    .isEqualTo(RadioFault.LINK_LOST);
            next(RadioEvent.LinkDown.class);
        }
    }

    @Test
    void whatCannotArriveIsNotSent() throws Exception {
        try (Pair pair = new Pair()) {
            GattTree tree = pair.connect();
            int sink = handle(tree, ContractDevice.SINK);

            assertThat(tree.mtu()).isEqualTo(247);
            get(radio.write(pair.link, sink, GattValue.copyOf(new byte[244]), WriteMode.WITHOUT_RESPONSE));
            assertThat(fault(() -> get(
                            radio.write(pair.link, sink, GattValue.copyOf(new byte[245]), WriteMode.WITHOUT_RESPONSE))))
                    .isEqualTo(RadioFault.TOO_LONG);
            assertThat(fault(() -> get(radio.read(pair.link, 9999)))).isEqualTo(RadioFault.UNKNOWN_ATTRIBUTE);
        }
    }

    @Test
    void aDeviceIsServedAgainAfterARestart() throws Exception {
        try (Pair pair = new Pair()) {
            bluez.kill();
            next(RadioEvent.ServiceDown.class);
            bluez.start("hci0", "hci1");
            next(RadioEvent.ServiceUp.class);

            GattTree tree = pair.connect();

            assertThat(get(radio.read(pair.link, handle(tree, ContractDevice.CELL))))
                    .isEqualTo(GattValue.of(0));
        }
    }

    @Test
    void aServedDeviceThatIsClosedCannotBeFoundAnyMore() throws Exception {
        try (Pair pair = new Pair()) {
            pair.connect();
            pair.served.close();

            next(RadioEvent.LinkDown.class);
            assertThat(bluez.calls("UnregisterApplication")).isEqualTo(1);
            assertThat(bluez.calls("UnregisterAdvertisement")).isEqualTo(1);
        }
    }

    @Test
    void aPowerCycleEndsWithTheAdapterOn() throws Exception {
        openWith("hci0");

        get(radio.recover(HCI0, RecoveryStep.POWER_CYCLE));

        assertThat(bluez.calls("Set")).isEqualTo(2);
        next(event ->
                event instanceof RadioEvent.AdapterAdded added && !added.info().powered());
        next(event ->
                event instanceof RadioEvent.AdapterAdded added && added.info().powered());
    }

    @Test
    void aMissingProgramIsPassedOverAndARefusalIsToldAsOne() throws Exception {
        BluezSettings settings = BluezSettings.usual().withBus(bus.address());
        radio = BluezRadio.of(new BluezSettings(
                settings.bus(),
                settings.adapters(),
                true,
                List.of(
                        List.of("fieldlink-no-such-program"),
                        List.of("sh", "-c", "test {adapter} = hci0 && echo Operation not permitted >&2; exit 1")),
                // As systemctl says it where the polkit rule is missing.
                List.of("sh", "-c", "echo Interactive authentication required. >&2; exit 1")));
        openWith("hci0");

        assertThat(fault(() -> get(radio.recover(HCI0, RecoveryStep.RESET_ADAPTER))))
                .isEqualTo(RadioFault.NOT_PERMITTED);
        assertThat(fault(() -> get(radio.recover(HCI0, RecoveryStep.RESTART_SERVICE))))
                .isEqualTo(RadioFault.NOT_PERMITTED);
        get(radio.recover(HCI0, RecoveryStep.POWER_CYCLE));
        assertThat(fault(() -> get(radio.recover(HCI0, RecoveryStep.DROP_DEVICE))))
                .isEqualTo(RadioFault.NOT_SUPPORTED);
    }

    @Test
    void withoutAnyProgramAResetIsNotSupported() throws Exception {
        radio = BluezRadio.of(
                BluezSettings.usual().withBus(bus.address()).withResetCommand(List.of("fieldlink-no-such-program")));
        openWith("hci0");

        assertThat(fault(() -> get(radio.recover(HCI0, RecoveryStep.RESET_ADAPTER))))
                .isEqualTo(RadioFault.NOT_SUPPORTED);
    }

    @Test
    void aClosedRadioRefuses() throws Exception {
        openWith("hci0");
        radio.close();

        assertThat(fault(() -> get(radio.startScan(HCI0, ScanMode.ACTIVE)))).isEqualTo(RadioFault.SERVICE_DOWN);
    }

    /** The contract's device served on hci1, by a radio of its own, and the link to it from hci0. */
    private final class Pair implements AutoCloseable {
        final BluezRadio other =
                BluezRadio.of(BluezSettings.usual().withBus(bus.address()).withAdapters(HCI1));
        final ServedDevice served;
        final LinkKey link;

        Pair() throws Exception {
            radio = BluezRadio.of(BluezSettings.usual().withBus(bus.address()).withAdapters(HCI0));
            openWith("hci0", "hci1");
            Recorder<RadioEvent> theirs = new Recorder<>();
            other.open(theirs);
            theirs.next(RadioEvent.AdapterAdded.class::isInstance, PATIENCE);
            served = get(other.serve(HCI1, ContractDevice.definition(), new ContractDevice()));
            link = new LinkKey(HCI0, served.address());
        }

        GattTree connect() throws Exception {
            next(RadioEvent.AdapterAdded.class);
            get(radio.startScan(HCI0, ScanMode.ACTIVE));
            next(RadioEvent.Heard.class);
            get(radio.stopScan(HCI0));
            get(radio.connect(link));
            return get(radio.discover(link));
        }

        @Override
        public void close() {
            other.close();
        }
    }

    /** Opens the radio on a BlueZ that has these adapters; what is reported of them is left to be taken. */
    private void openWith(String... adapters) throws Exception {
        bluez.start(adapters);
        radio.open(event -> {
            events.accept(event);
            seen.accept(event);
        });
        if (adapters.length > 0) {
            seen.next(RadioEvent.AdapterAdded.class::isInstance, PATIENCE);
        }
    }

    /** Until the radio knows the device too. */
    private void meetStranger() throws Exception {
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
        bluez.hear("hci0", STRANGER, Map.of("RSSI", new Variant<>((short) -60)));
        next(RadioEvent.Heard.class);
        get(radio.stopScan(HCI0));
    }

    private RadioEvent next(Class<? extends RadioEvent> kind) throws InterruptedException {
        return next(kind::isInstance);
    }

    private RadioEvent next(Predicate<RadioEvent> meant) throws InterruptedException {
        return events.next(meant, PATIENCE);
    }

    private static int handle(GattTree tree, CharacteristicId id) {
        return tree.find(id).get(0).handle();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RadioException failure ? failure : e;
        }
    }

    private static RadioFault fault(ThrowingCallable work) {
        RadioFault[] fault = new RadioFault[1];
        assertThatThrownBy(work).isInstanceOfSatisfying(RadioException.class, e -> fault[0] = e.fault());
        return fault[0];
    }
}
