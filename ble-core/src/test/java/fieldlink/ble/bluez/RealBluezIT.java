package fieldlink.ble.bluez;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.Recorder;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanMode;
import fieldlink.ble.ServedDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of the real bluetoothd the contract does not touch: passive scans, the steps of recovery, controllers that go. */
class RealBluezIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final AdapterName HCI1 = new AdapterName("hci1");

    private static BluezMachine machine;

    private final Recorder<RadioEvent> events = new Recorder<>();
    private final Recorder<RadioEvent> theirs = new Recorder<>();
    private BluezRadio radio;
    private BluezRadio other;
    private ServedDevice served;
    private LinkKey link;

    @BeforeAll
    static void boot() {
        machine = BluezMachine.boot();
    }

    @AfterAll
    static void shutDown() {
        if (machine != null) {
            machine.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        BluezSettings settings = BluezSettings.usual()
                .withBus(machine.bus())
                .withResetCommand(machine.remoteCommand("hciconfig {adapter} reset && echo done"))
                .withRestartCommand(machine.remoteCommand("bluetooth restart"));
        radio = BluezRadio.of(settings.withAdapters(HCI0));
        other = BluezRadio.of(settings.withAdapters(HCI1));
        radio.open(events);
        other.open(theirs);
        events.next(RealBluezIT::isOn, PATIENCE);
        theirs.next(RealBluezIT::isOn, PATIENCE);
        served = get(other.serve(HCI1, ContractDevice.definition(), new ContractDevice()));
        link = new LinkKey(HCI0, served.address());
    }

    @AfterEach
    void close() {
        radio.close();
        other.close();
    }

    @Test
    void aPassiveScanHearsTooAndBluetoothdSurvivesOurPatterns() throws Exception {
        String before = machine.run("bluetooth pid");
        events.next(event -> canListenPassively(event), PATIENCE);

        get(radio.startScan(HCI0, ScanMode.PASSIVE));
        events.next(this::isTheDevice, PATIENCE);
        get(radio.stopScan(HCI0));
        get(radio.startScan(HCI0, ScanMode.ACTIVE));

        assertThat(machine.run("bluetooth pid")).isEqualTo(before);
    }

    @Test
    void notificationsBesideReadsAreNeitherLostNorInvented() throws Exception {
        GattTree tree = connect();
        int first = tree.find(ContractDevice.FIRST).get(0).handle();
        get(radio.startNotify(link, first));
        List<Integer> sent = new ArrayList<>();

        for (int i = 1; i <= 50; i++) {
            CompletionStage<GattValue> read = radio.read(link, first);
            served.notify(ContractDevice.FIRST, GattValue.of(i));
            sent.add(i);
            get(read);
        }

        List<Integer> received = new ArrayList<>();
        while (received.size() < sent.size()) {
            RadioEvent next = events.next(RadioEvent.Notified.class::isInstance, PATIENCE);
            received.add(((RadioEvent.Notified) next).value().at(0));
        }
        assertThat(received).isEqualTo(sent);
        assertThat(events.rest()).noneMatch(RadioEvent.Notified.class::isInstance);
    }

    @Test
    void everyStepOfRecoveryEndsWithAnAdapterThatWorks() throws Exception {
        for (RecoveryStep step :
                List.of(RecoveryStep.POWER_CYCLE, RecoveryStep.RESET_ADAPTER, RecoveryStep.RESTART_SERVICE)) {
            get(radio.recover(HCI0, step));

            GattTree tree = connect();
            int cell = tree.find(ContractDevice.CELL).get(0).handle();
            assertThat(get(radio.read(link, cell))).as("after %s", step).isEqualTo(GattValue.of(0));
            get(radio.disconnect(link));
        }
    }

    @Test
    void controllersMayBePulledAndPluggedAgain() throws Exception {
        connect();

        machine.run("controllers unplug");
        events.next(RadioEvent.AdapterRemoved.class::isInstance, PATIENCE);
        machine.run("controllers plug");
        events.next(RealBluezIT::isOn, PATIENCE);

        GattTree tree = connect();
        int cell = tree.find(ContractDevice.CELL).get(0).handle();
        assertThat(get(radio.read(link, cell))).isEqualTo(GattValue.of(0));
    }

    private GattTree connect() throws Exception {
        get(radio.startScan(HCI0, ScanMode.ACTIVE));
        events.next(this::isTheDevice, PATIENCE);
        get(radio.stopScan(HCI0));
        get(radio.connect(link));
        return get(radio.discover(link));
    }

    private boolean isTheDevice(RadioEvent event) {
        return event instanceof RadioEvent.Heard heard && heard.device().equals(link.device());
    }

    private static boolean isOn(RadioEvent event) {
        return event instanceof RadioEvent.AdapterAdded added && added.info().powered();
    }

    private static boolean canListenPassively(RadioEvent event) {
        return event instanceof RadioEvent.AdapterAdded added && added.info().canListenPassively();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
