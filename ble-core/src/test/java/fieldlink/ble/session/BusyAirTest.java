package fieldlink.ble.session;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattValue;
import fieldlink.ble.Recorder;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.sim.MemoryServer;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.Timings;
import fieldlink.ble.sim.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that scans for long where 50 devices make 500 advertisements a second. */
class BusyAirTest {
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final int BEACONS = 50;

    private final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-01-01T00:00:00Z"));
    private final SimulatedAir air = SimulatedAir.on(loop);
    private SimulatedDevice device;
    private BleCentral client;

    @BeforeEach
    void open() {
        air.plug(HCI0, DeviceAddress.parse("02:00:00:00:00:01"), 5);
        device = air.place(DeviceAddress.parse("02:00:00:00:01:01"), ContractDevice.definition(), new ContractDevice());
        for (int i = 0; i < BEACONS; i++) {
            beacon(i);
        }
        BleSession session = BleSession.on(loop, loop::execute, air.radio(), BleSettings.DEFAULT);
        client = session.client("greenhouse");
    }

    /** The pauses that connects owe to a scan must not be counted while the scan runs. */
    @ParameterizedTest
    @ValueSource(ints = {2, 9, 10, 11, 30, 300})
    void aReadIsServedAtOnceHoweverLongTheScanHasRun(int seconds) {
        client.scan(ScanFilter.ALL, event -> {});
        loop.advance(Duration.ofSeconds(seconds));

        assertThat(read(Duration.ofSeconds(2))).isCompletedWithValue(GattValue.of(0));
    }

    @Test
    void readsFollowEachOtherWhileTheScanGoesOn() {
        client.scan(ScanFilter.ALL, event -> {});
        for (int i = 0; i < 10; i++) {
            loop.advance(Duration.ofSeconds(45));
            assertThat(read(Duration.ofSeconds(2))).isCompletedWithValue(GattValue.of(0));
        }
        Recorder<ScanEvent> heard = new Recorder<>();
        client.scan(ScanFilter.ALL, heard);

        loop.advance(Duration.ofSeconds(1));

        assertThat(heard.rest()).hasSizeGreaterThan(BEACONS * 9);
    }

    /** Eighteen seconds of connects, while sightings stay fresh for ten: without the scan's turn the last are lost. */
    @Test
    void connectsInARowLeaveTheScanTimeToHear() {
        List<SimulatedDevice> slow =
                IntStream.range(0, 6).mapToObj(this::slowDevice).toList();
        Recorder<ScanEvent> heard = new Recorder<>();
        client.scan(ScanFilter.ALL, heard);
        loop.advance(Duration.ofSeconds(1));
        int before = heard.rest().size();

        List<CompletableFuture<GattValue>> reads =
                slow.stream().map(one -> ask(one, Duration.ofSeconds(30))).toList();
        loop.advance(Duration.ofSeconds(15));
        int during = heard.rest().size() - before;
        loop.advance(Duration.ofSeconds(15));

        assertThat(during).isGreaterThan(BEACONS * 15);
        assertThat(reads).allSatisfy(read -> assertThat(read).isCompletedWithValue(GattValue.of(0)));
    }

    @Test
    void aScanThatDoesNotStopIsGivenUpForTheRead() {
        client.scan(ScanFilter.ALL, event -> {});
        loop.advance(Duration.ofSeconds(30));
        air.hangScanStops(HCI0, 1);

        assertThat(read(Duration.ofSeconds(20))).isCompletedWithValue(GattValue.of(0));
    }

    /** A sighting in the very moment at which something is due must not take its turn away. */
    @Test
    void aDeviceThatFallsSilentIsReportedThoughOthersAreHeardAllTheTime() {
        Recorder<ScanEvent> events = new Recorder<>();
        client.scan(ScanFilter.ALL, events);
        loop.advance(Duration.ofSeconds(10));

        device.vanish();
        loop.advance(Duration.ofMinutes(2));

        assertThat(events.rest().stream().filter(ScanEvent.Unavailable.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aRequestForADeviceThatIsAwayEndsAtItsDeadline() {
        client.scan(ScanFilter.ALL, event -> {});
        device.vanish();
        loop.advance(Duration.ofSeconds(40));

        assertThat(read(Duration.ofSeconds(5))).isCompletedExceptionally();
    }

    private CompletableFuture<GattValue> read(Duration deadline) {
        CompletableFuture<GattValue> read = ask(device, deadline);
        loop.advance(deadline);
        return read;
    }

    private CompletableFuture<GattValue> ask(SimulatedDevice whom, Duration deadline) {
        return client.read(whom.address(), ContractDevice.CELL, RequestOptions.DEFAULT.withDeadline(deadline))
                .toCompletableFuture();
    }

    private SimulatedDevice slowDevice(int number) {
        SimulatedDevice slow = air.place(
                DeviceAddress.parse(String.format("02:00:00:00:03:%02X", number)),
                ContractDevice.definition(),
                new ContractDevice());
        slow.timings(Timings.BRISK.withConnect(Duration.ofSeconds(3)));
        return slow;
    }

    private void beacon(int number) {
        air.place(
                        DeviceAddress.parse(String.format("02:00:00:00:02:%02X", number)),
                        new DeviceDefinition(AdvertisedContent.named("Beacon " + number), List.of()),
                        new MemoryServer())
                .interval(Duration.ofMillis(100));
    }
}
