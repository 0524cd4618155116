package fieldlink.ble.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleException;
import fieldlink.ble.BleSettings;
import fieldlink.ble.BleStatus;
import fieldlink.ble.Cancellation;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattLink;
import fieldlink.ble.GattValue;
import fieldlink.ble.Recorder;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session over the simulated radio on virtual time: an hour takes a moment, and always the same way. */
class BleSessionTest {
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final RequestOptions PATIENT = RequestOptions.DEFAULT.withDeadline(Duration.ofMinutes(5));

    private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-01-01T00:00:00Z"));
    private final SimulatedAir air = SimulatedAir.on(loop);
    private final ContractDevice server = new ContractDevice();
    private SimulatedDevice device;
    private BleSession session;
    private BleCentral client;

    @BeforeEach
    void open() {
        air.plug(HCI0, DeviceAddress.parse("02:00:00:00:00:01"), 5);
        device = air.place(DeviceAddress.parse("02:00:00:00:01:01"), ContractDevice.definition(), server);
        session = BleSession.on(loop, loop::execute, air.radio(), BleSettings.DEFAULT);
        client = session.client("greenhouse");
    }

    @Test
    void connectsThatHangAreTriedAgainUntilOneSucceeds() {
        client.scan(ScanFilter.ALL, event -> {});
        loop.advance(Duration.ofSeconds(1));
        device.faults().hangConnects(1);

        CompletableFuture<GattValue> read = read(PATIENT);
        assertThat(loop.advanceUntil(read::isDone, Duration.ofMinutes(5))).isTrue();

        assertThat(read.join()).isEqualTo(GattValue.of(0));
    }

    @Test
    void aDeafAdapterThatOnlyAResetCuresIsCured() {
        client.scan(ScanFilter.ALL, event -> {});
        now(client.services(device.address(), PATIENT));
        loop.advance(Duration.ofSeconds(10));

        air.freeze(HCI0, RecoveryStep.RESET_ADAPTER);
        loop.advance(Duration.ofMinutes(6));

        CentralStatus status = now(client.status());
        assertThat(status.adapters().get(0).health().lastStep()).isEqualTo(RecoveryStep.RESET_ADAPTER);
        assertThat(status.activeDevices()).isEqualTo(1);
    }

    @Test
    void lostNotificationsAreNotMadeUp() {
        Recorder<SubscriptionEvent> events = new Recorder<>();
        now(client.subscribe(device.address(), ContractDevice.FIRST, events, PATIENT));
        device.faults().loseNotifications(1);

        device.notify(ContractDevice.FIRST, GattValue.of(1));
        device.notify(ContractDevice.FIRST, GattValue.of(2));
        loop.advance(Duration.ofSeconds(1));

        assertThat(events.rest()).hasSize(1);
    }

    @Test
    void aDeviceThatFallsSilentIsReportedOnce() {
        Recorder<ScanEvent> events = new Recorder<>();
        client.scan(ScanFilter.ALL, events);
        loop.advance(Duration.ofSeconds(1));

        device.vanish();
        loop.advance(Duration.ofMinutes(2));

        assertThat(events.rest().stream().filter(ScanEvent.Unavailable.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aSearchEndsByItsDeadlineOrWhenItIsTakenBack() {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Advertisement> late =
                client.find(ScanFilter.named("nobody"), RequestOptions.DEFAULT).toCompletableFuture();
        CompletableFuture<Advertisement> taken = client.find(
                        ScanFilter.named("nobody"), PATIENT.withCancellation(cancellation))
                .toCompletableFuture();
        loop.advance(Duration.ofSeconds(1));

        cancellation.cancel();
        loop.advance(Duration.ofSeconds(10));

        assertThat(status(taken)).isEqualTo(BleStatus.CANCELLED);
        assertThat(status(late)).isEqualTo(BleStatus.DEVICE_NOT_FOUND);
        assertThat(now(client.status()).adapters().get(0).activity().name()).isEqualTo("IDLE");
    }

    @Test
    void aClosedClientLeavesNothingBehindAndTheOthersGoOn() {
        BleCentral other = session.client("other");
        GattLink link = now(client.connect(device.address(), PATIENT));
        now(client.subscribe(device.address(), ContractDevice.FIRST, event -> {}, PATIENT));
        client.scan(ScanFilter.ALL, event -> {});

        client.close();
        loop.advance(Duration.ofSeconds(10));

        assertThat(link.isUp()).isFalse();
        CentralStatus status = now(other.status());
        assertThat(status.links()).isEmpty();
        assertThat(status.subscriptions()).isEmpty();
        assertThat(status.adapters().get(0).activity().name()).isEqualTo("IDLE");
        assertThat(status(client.read(device.address(), ContractDevice.CELL, PATIENT)))
                .isEqualTo(BleStatus.CLOSED);
        assertThat(now(other.read(device.address(), ContractDevice.CELL, PATIENT)))
                .isEqualTo(GattValue.of(0));
    }

    @Test
    void closingTheSessionEndsEverythingThatIsOpen() {
        CompletableFuture<SubscriptionEvent> last = new CompletableFuture<>();
        now(client.subscribe(device.address(), ContractDevice.FIRST, last::complete, PATIENT));
        GattLink link = now(client.connect(device.address(), PATIENT));
        CompletionStage<Advertisement> search = client.find(ScanFilter.named("nobody"), PATIENT);

        session.close();

        assertThat(now(last)).isInstanceOf(SubscriptionEvent.Ended.class);
        assertThat(link.isUp()).isFalse();
        assertThat(status(search)).isEqualTo(BleStatus.CLOSED);
        assertThat(status(client.read(device.address(), ContractDevice.CELL, PATIENT)))
                .isEqualTo(BleStatus.CLOSED);
    }

    @Test
    void whoHoldsALinkIsListed() {
        GattLink link = now(client.connect(device.address(), PATIENT));

        assertThat(now(client.status()).links())
                .singleElement()
                .satisfies(listed ->
                        assertThat(listed.clients()).singleElement().asString().contains("greenhouse"));
        link.close();
        assertThat(now(client.status()).links())
                .singleElement()
                .satisfies(listed -> assertThat(listed.clients()).isEmpty());
    }

    @Test
    void anOperatorForgetsADeviceAndItsBorrowersAreTold() {
        GattLink link = now(client.connect(device.address(), PATIENT));

        now(session.forget(device.address()));

        assertThat(link.isUp()).isFalse();
        assertThat(now(client.read(device.address(), ContractDevice.CELL, PATIENT)))
                .isEqualTo(GattValue.of(0));
    }

    @Test
    void anOperatorsRecoveryAnswersWhenItIsDone() {
        loop.settle();
        now(session.recover(HCI0, RecoveryStep.POWER_CYCLE));

        assertThat(now(client.status()).adapters().get(0).health().lastStep()).isEqualTo(RecoveryStep.POWER_CYCLE);
        assertThat(status(session.recover(new AdapterName("hci7"), RecoveryStep.POWER_CYCLE)))
                .isEqualTo(BleStatus.RADIO_UNAVAILABLE);
        assertThatThrownBy(() -> session.recover(HCI0, RecoveryStep.DROP_DEVICE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSessionForOneAdapterLeavesTheOthersAlone() {
        BleSession restricted = BleSession.on(
                loop, loop::execute, air.radio(), BleSettings.DEFAULT.withAdapters(new AdapterName("hci1")));

        assertThat(now(restricted.client("x").status()).adapters()).isEmpty();
    }

    @Test
    void garbageFromADeviceIsHandedOnAsItIs() {
        device.faults().garbleReads(1);

        assertThat(now(client.read(device.address(), ContractDevice.CELL, PATIENT)))
                .isEqualTo(GattValue.parseHex("deadbeef"));
        assertThat(now(client.read(device.address(), ContractDevice.CELL, PATIENT)))
                .isEqualTo(GattValue.of(0));
    }

    private CompletableFuture<GattValue> read(RequestOptions options) {
        return client.read(device.address(), ContractDevice.CELL, options).toCompletableFuture();
    }

    private <T> T now(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(loop.advanceUntil(future::isDone, Duration.ofMinutes(10)))
                .as("it ends")
                .isTrue();
        return future.join();
    }

    private BleStatus status(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(loop.advanceUntil(future::isDone, Duration.ofMinutes(10))).isTrue();
        return future.handle((value, failure) -> ((BleException) failure).status())
                .join();
    }
}
