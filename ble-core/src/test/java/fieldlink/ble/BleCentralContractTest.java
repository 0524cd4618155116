package fieldlink.ble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.ble.SubscriptionEvent.Gap;
import fieldlink.ble.SubscriptionEvent.Resumed;
import fieldlink.ble.SubscriptionEvent.Value;
import fieldlink.ble.session.BleSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every radio under a session must make possible, and a daemon's radio through its client too. Run in real time
 * against the simulated radio, the fake BlueZ and the real one; a subclass supplies the {@link Bench}.
 */
public abstract class BleCentralContractTest {
    /** For conditions that hold soon on every radio; generous, because build machines are loaded. */
    protected static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final RequestOptions SOON = RequestOptions.DEFAULT.withDeadline(PATIENCE);

    private Bench bench;
    private Host host;
    private BleCentral central;

    /** A radio, and one {@link ContractDevice} that it can hear. */
    protected interface Bench extends AutoCloseable {
        /** The radio under test, not opened yet. */
        Radio radio();

        DeviceAddress device();

        ContractDevice server();

        void notify(CharacteristicId characteristic, GattValue value);

        /** The device goes away without a word; its link, if any, drops. */
        void vanish();

        void appear();

        /** The device's link drops; the device stays. */
        void dropLink();

        /** The Bluetooth service is killed, and started a moment later. */
        void restartService();

        /** What sessions on this radio are to be set to. */
        default BleSettings settings() {
            return BleSettings.DEFAULT;
        }

        @Override
        void close();
    }

    /** Where clients of the bench's radio come from. */
    protected interface Host extends AutoCloseable {
        BleCentral client(String name);

        @Override
        void close();
    }

    protected BleCentralContractTest() {}

    protected abstract Bench openBench() throws Exception;

    protected Host openHost(Bench opened) throws Exception {
        BleSession session = BleSession.open(opened.radio(), opened.settings());
        return new Host() {
            @Override
            public BleCentral client(String name) {
                return session.client(name);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    @BeforeEach
    void open() throws Exception {
        bench = openBench();
        host = openHost(bench);
        central = host.client("test");
    }

    @AfterEach
    void close() {
        host.close();
        bench.close();
    }

    @Test
    void aScanHearsTheDeviceAndTheCacheKeepsIt() throws Exception {
        Recorder<ScanEvent> heard = new Recorder<>();
        Registration scan = central.scan(ScanFilter.of(bench.device()), heard);
        try (scan) {
            Advertisement seen =
                    heard.next(ScanEvent.Heard.class::isInstance, PATIENCE).advertisement();

            assertThat(seen.address()).isEqualTo(bench.device());
            assertThat(seen.name()).isEqualTo(ContractDevice.NAME);
            assertThat(seen.data().serviceUuids()).contains(ContractDevice.SERVICE);
            assertThat(await(central.advertisements()))
                    .extracting(Advertisement::address)
                    .contains(bench.device());
            assertThat(await(central.history(bench.device()))).isNotEmpty();
        }
    }

    @Test
    void aDeviceIsFoundByItsName() throws Exception {
        assertThat(await(central.find(ScanFilter.named(ContractDevice.NAME.toUpperCase(java.util.Locale.ROOT)), SOON))
                        .address())
                .isEqualTo(bench.device());
    }

    @Test
    void whatIsWrittenWithResponseIsReadBack() throws Exception {
        await(write(ContractDevice.CELL, GattValue.of(1, 2, 3), WriteMode.WITH_RESPONSE));

        assertThat(await(read(ContractDevice.CELL))).isEqualTo(GattValue.of(1, 2, 3));
    }

    @Test
    void writesWithoutResponseArriveInOrder() throws Exception {
        List<GattValue> values = IntStream.range(0, 20).mapToObj(GattValue::of).toList();
        List<CompletionStage<Void>> writes = new ArrayList<>();
        values.forEach(value -> writes.add(write(ContractDevice.SINK, value, WriteMode.WITHOUT_RESPONSE)));
        for (CompletionStage<Void> write : writes) {
            await(write);
        }

        eventually(() -> bench.server().sunk().size() == values.size());
        assertThat(bench.server().sunk()).isEqualTo(values);
    }

    @Test
    void theTreeNamesWhatTheDeviceHas() throws Exception {
        GattTree tree = await(central.services(bench.device(), SOON));

        assertThat(tree.find(ContractDevice.CELL)).hasSize(1);
        assertThat(tree.find(ContractDevice.CELL).get(0).properties())
                .contains(CharacteristicProperty.READ, CharacteristicProperty.WRITE);
        assertThat(tree.find(ContractDevice.FIRST).get(0).properties()).contains(CharacteristicProperty.NOTIFY);
    }

    @Test
    void theDevicesRefusalReachesTheCallerWithItsCode() {
        assertThatThrownBy(() -> await(read(ContractDevice.STUBBORN))).isInstanceOfSatisfying(BleException.class, e -> {
            assertThat(e.status()).isEqualTo(BleStatus.ATT_ERROR);
            assertThat(e.attCode()).hasValue(ContractDevice.STUBBORN_ERROR);
        });
    }

    @Test
    void aWrongCharacteristicIsTheCallersMistakeAndHarmsNobody() throws Exception {
        assertThatThrownBy(() -> await(read(CharacteristicId.parse("fff0/2a19"))))
                .isInstanceOfSatisfying(BleException.class, e -> {
                    assertThat(e.status()).isEqualTo(BleStatus.CHARACTERISTIC_NOT_FOUND);
                    assertThat(e.advice()).contains("fff1");
                });
        assertThat(await(central.status()).adapters())
                .allSatisfy(
                        adapter -> assertThat(adapter.health().failuresInARow()).isZero());
    }

    @Test
    void bothSubscribersOfACharacteristicGetEveryValue() throws Exception {
        Recorder<SubscriptionEvent> one = new Recorder<>();
        Recorder<SubscriptionEvent> other = new Recorder<>();
        await(subscribe(ContractDevice.FIRST, one));
        Registration second = await(host.client("other").subscribe(bench.device(), ContractDevice.FIRST, other, SOON));

        bench.notify(ContractDevice.FIRST, GattValue.of(7));
        one.next(value(7), PATIENCE);
        other.next(value(7), PATIENCE);
        second.close();
        bench.notify(ContractDevice.FIRST, GattValue.of(8));

        one.next(value(8), PATIENCE);
        assertThat(other.rest()).noneMatch(value(8));
    }

    @Test
    void twoCharacteristicsOfADeviceAreToldApart() throws Exception {
        Recorder<SubscriptionEvent> first = new Recorder<>();
        Recorder<SubscriptionEvent> second = new Recorder<>();
        await(subscribe(ContractDevice.FIRST, first));
        await(subscribe(ContractDevice.SECOND, second));

        bench.notify(ContractDevice.SECOND, GattValue.of(2));
        bench.notify(ContractDevice.FIRST, GattValue.of(1));

        first.next(value(1), PATIENCE);
        second.next(value(2), PATIENCE);
        assertThat(first.rest()).noneMatch(value(2));
    }

    @Test
    void readsBesideASubscriptionAreNotTakenForNotifications() throws Exception {
        Recorder<SubscriptionEvent> events = new Recorder<>();
        await(subscribe(ContractDevice.FIRST, events));

        await(read(ContractDevice.FIRST));
        bench.notify(ContractDevice.FIRST, GattValue.of(9));

        SubscriptionEvent next = events.next(Value.class::isInstance, PATIENCE);
        assertThat(((Value) next).value()).isEqualTo(GattValue.of(9));
    }

    @Test
    void aSubscriptionSurvivesTheLink() throws Exception {
        Recorder<SubscriptionEvent> events = new Recorder<>();
        await(subscribe(ContractDevice.FIRST, events));

        bench.dropLink();

        events.next(Gap.class::isInstance, PATIENCE);
        Resumed resumed = (Resumed) events.next(Resumed.class::isInstance, PATIENCE);
        assertThat(resumed.since()).isBeforeOrEqualTo(resumed.at());
        bench.notify(ContractDevice.FIRST, GattValue.of(5));
        events.next(value(5), PATIENCE);
    }

    @Test
    void whatIsUnderWayWhenTheDeviceVanishesEndsAndTheRestIsNotBegun() throws Exception {
        GattLink link = await(central.connect(bench.device(), SOON));
        List<CompletionStage<GattValue>> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reads.add(link.read(ContractDevice.CELL, SOON));
        }
        await(reads.get(5));

        bench.vanish();

        List<BleStatus> failures = reads.stream()
                .map(BleCentralContractTest::failure)
                .flatMap(Optional::stream)
                .toList();
        assertThat(failures).isNotEmpty().allMatch(status -> status == BleStatus.LINK_LOST);
        bench.appear();
        assertThat(await(read(ContractDevice.CELL))).isEqualTo(GattValue.of(0));
    }

    @Test
    void aDeviceThatVanishesTakesItsLinkAlongAndIsUsedAgainWhenBack() throws Exception {
        GattLink link = await(central.connect(bench.device(), SOON));

        bench.vanish();

        assertThatThrownBy(() -> link.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(BleException.LinkFailed.class);
        assertThat(link.isUp()).isFalse();
        assertThatThrownBy(() -> await(link.read(ContractDevice.CELL, SOON)))
                .isInstanceOfSatisfying(
                        BleException.class, e -> assertThat(e.status()).isEqualTo(BleStatus.LINK_LOST));
        bench.appear();
        await(write(ContractDevice.CELL, GattValue.of(4), WriteMode.WITH_RESPONSE));
    }

    @Test
    void aRestartOfTheServiceIsSurvivedWithTheSubscription() throws Exception {
        Recorder<SubscriptionEvent> events = new Recorder<>();
        await(subscribe(ContractDevice.FIRST, events));

        bench.restartService();

        events.next(Gap.class::isInstance, PATIENCE);
        events.next(Resumed.class::isInstance, PATIENCE);
        bench.notify(ContractDevice.FIRST, GattValue.of(6));
        events.next(value(6), PATIENCE);
        assertThat(await(read(ContractDevice.CELL))).isNotNull();
    }

    @Test
    void tenClientsOfEveryPriorityAreAllServed() throws Exception {
        List<CompletionStage<GattValue>> reads = new ArrayList<>();
        for (int client = 0; client < 10; client++) {
            BleCentral own = host.client("client " + client);
            RequestPriority priority = RequestPriority.values()[client % 3];
            for (int i = 0; i < 5; i++) {
                reads.add(own.read(bench.device(), ContractDevice.CELL, SOON.withPriority(priority)));
            }
        }

        for (CompletionStage<GattValue> read : reads) {
            assertThat(await(read)).isEqualTo(GattValue.of(0));
        }
        RequestCounters counters = await(central.status()).queue().counters();
        assertThat(counters.completed()).isEqualTo(counters.total());
    }

    @Test
    void anUnknownDeviceIsTheCallersMistakeAndHarmsNobody() throws Exception {
        DeviceAddress nobody = DeviceAddress.parse("02:00:00:00:99:99");

        assertThatThrownBy(() ->
                        await(central.read(nobody, ContractDevice.CELL, SOON.withDeadline(Duration.ofMillis(500)))))
                .isInstanceOfSatisfying(
                        BleException.class, e -> assertThat(e.status()).isEqualTo(BleStatus.DEVICE_NOT_FOUND));
        assertThat(await(central.status()).adapters())
                .allSatisfy(
                        adapter -> assertThat(adapter.health().failuresInARow()).isZero());
    }

    @Test
    void aRequestThatIsTakenBackEndsAsCancelled() {
        Cancellation cancellation = new Cancellation();
        CompletionStage<GattValue> read = central.read(
                DeviceAddress.parse("02:00:00:00:99:99"), ContractDevice.CELL, SOON.withCancellation(cancellation));
        CompletionStage<Advertisement> search =
                central.find(ScanFilter.named("nobody"), SOON.withCancellation(cancellation));

        cancellation.cancel();

        assertThat(failure(read)).contains(BleStatus.CANCELLED);
        assertThat(failure(search)).contains(BleStatus.CANCELLED);
    }

    @Test
    void closingACentralEndsEverythingThatItOpenedAndNothingElse() throws Exception {
        BleCentral other = host.client("other");
        Recorder<SubscriptionEvent> events = new Recorder<>();
        await(subscribe(ContractDevice.FIRST, events));
        GattLink link = await(central.connect(bench.device(), SOON));
        CompletionStage<Advertisement> search = central.find(ScanFilter.named("nobody"), SOON);

        central.close();

        events.next(SubscriptionEvent.Ended.class::isInstance, PATIENCE);
        await(link.ended());
        assertThat(link.isUp()).isFalse();
        assertThat(failure(search)).contains(BleStatus.CLOSED);
        assertThat(failure(read(ContractDevice.CELL))).contains(BleStatus.CLOSED);
        assertThat(await(other.read(bench.device(), ContractDevice.CELL, SOON))).isEqualTo(GattValue.of(0));
    }

    private CompletionStage<GattValue> read(CharacteristicId characteristic) {
        return central.read(bench.device(), characteristic, SOON);
    }

    private CompletionStage<Void> write(CharacteristicId characteristic, GattValue value, WriteMode mode) {
        return central.write(bench.device(), characteristic, value, mode, SOON);
    }

    private CompletionStage<Registration> subscribe(
            CharacteristicId characteristic, Recorder<SubscriptionEvent> listener) {
        return central.subscribe(bench.device(), characteristic, listener, SOON);
    }

    private static java.util.function.Predicate<SubscriptionEvent> value(int expected) {
        return event -> event instanceof Value value && value.value().equals(GattValue.of(expected));
    }

    /** The value of a stage, or the BleException that it failed with. */
    protected static <T> T await(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BleException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** What the stage fails with, empty when it succeeds. */
    private static Optional<BleStatus> failure(CompletionStage<?> stage) {
        try {
            await(stage);
            return Optional.empty();
        } catch (BleException e) {
            return Optional.of(e.status());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void eventually(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it came to hold in time").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(5).toNanos());
        }
    }
}
