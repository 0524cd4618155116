package fieldlink.ble.session;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.Cancellation;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.RequestCounters;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.RequestPriority;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.WriteMode;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.Timings;
import fieldlink.ble.sim.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds whatever clients, devices and the radio do: random lives of a session on virtual time. */
class SessionProperties {
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final int DEVICES = 3;
    private static final int CLIENTS = 3;

    /** Something that somebody does; the numbers choose among what there is. */
    record Act(Kind kind, int one, int other) {}

    enum Kind {
        WRITE,
        READ,
        CONNECT,
        CANCEL,
        PASS,
        VANISH,
        APPEAR,
        DROP_LINK,
        HANG_CONNECT,
        REFUSE_CONNECT,
        DROP_AFTER,
        HANG_OPERATION,
        KILL_SERVICE,
        START_SERVICE,
        POWER_OFF,
        POWER_ON,
        FREEZE,
        FAIL_SCAN,
        CLOSE_CLIENT,
        CHANGE_SERVICES
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Kind.WRITE)),
                Tuple.of(3, Arbitraries.just(Kind.READ)),
                Tuple.of(4, Arbitraries.just(Kind.PASS)),
                Tuple.of(3, Arbitraries.of(Kind.class)));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(0, 99))
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void whateverHappensEveryRequestEndsOnceAndNothingRunsAfterItsEnd(@ForAll("lives") List<Act> acts) {
        Life life = new Life();
        acts.forEach(life::act);
        life.heal();

        life.checkThatAllEndedOnce();
        life.checkThatNothingRanAfterItsEnd();
        life.checkThatNoWriteRanTwice();
        life.checkThatEqualsWereServedInOrder();
        assertThat(life.radio.violations()).isEmpty();
    }

    @Example
    void theLeastUrgentIsServedUnderAConstantStreamOfUrgentOnes() {
        Life life = new Life();
        SimulatedDevice device = life.devices.get(0);
        device.timings(Timings.BRISK.withOperation(Duration.ofMillis(50)));
        BleCentral urgent = life.clients.get(0);
        RequestOptions patient = RequestOptions.DEFAULT.withDeadline(Duration.ofMinutes(2));
        life.pending.add(urgent.read(device.address(), ContractDevice.CELL, patient));
        life.loop.advance(Duration.ofSeconds(2));

        CompletableFuture<GattValue> low = life.clients
                .get(1)
                .read(device.address(), ContractDevice.CELL, patient.withPriority(RequestPriority.LOW))
                .toCompletableFuture();
        for (int i = 0; i < 400 && !low.isDone(); i++) {
            life.pending.add(
                    urgent.read(device.address(), ContractDevice.CELL, patient.withPriority(RequestPriority.HIGH)));
            life.loop.advance(Duration.ofMillis(50));
        }

        assertThat(low).isCompleted();
        assertThat(life.loop.now()).isLessThan(Duration.ofSeconds(15));
    }

    /** One session with its world. */
    private static final class Life {
        final VirtualLoop loop = new VirtualLoop(Instant.parse("2026-01-01T00:00:00Z"));
        final SimulatedAir air = SimulatedAir.on(loop);
        final List<SimulatedDevice> devices = new ArrayList<>();
        final List<ContractDevice> servers = new ArrayList<>();
        final List<BleCentral> clients = new ArrayList<>();
        final List<CompletionStage<?>> pending = new ArrayList<>();
        final AuditedRadio radio = new AuditedRadio(air.radio(), loop, this::sent);
        private final List<Cancellation> cancellations = new ArrayList<>();
        private final Map<Integer, Duration> ended = new HashMap<>();
        private final Map<Integer, Integer> endings = new HashMap<>();
        private final Map<Integer, Duration> sent = new HashMap<>();
        private final Map<Integer, RequestPriority> priorities = new HashMap<>();
        private final BleSession session;
        private int writes;

        Life() {
            air.plug(HCI0, DeviceAddress.parse("02:00:00:00:00:01"), 2);
            for (int i = 0; i < DEVICES; i++) {
                servers.add(new ContractDevice());
                devices.add(air.place(
                        DeviceAddress.parse("02:00:00:00:01:0" + i), ContractDevice.definition(), servers.get(i)));
            }
            session = BleSession.on(
                    loop,
                    loop::execute,
                    radio,
                    BleSettings.DEFAULT.withQueue(QueueSettings.DEFAULT.withAge(false, Duration.ofSeconds(30))));
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(session.client("client " + i));
            }
            clients.get(0).scan(ScanFilter.ALL, event -> {});
        }

        void act(Act act) {
            SimulatedDevice device = devices.get(act.one() % DEVICES);
            switch (act.kind()) {
                case WRITE -> write(act, device);
                case READ -> pending.add(client(act).read(device.address(), ContractDevice.CELL, options(act)));
                case CONNECT -> pending.add(client(act).connect(device.address(), options(act)));
                case CANCEL -> {
                    if (!cancellations.isEmpty()) {
                        cancellations.get(act.one() % cancellations.size()).cancel();
                    }
                }
                case PASS -> loop.advance(Duration.ofMillis(act.one() * act.other() / 2));
                case VANISH -> device.vanish();
                case APPEAR -> device.appear();
                case DROP_LINK -> device.dropLink();
                case HANG_CONNECT -> device.faults().hangConnects(1 + act.other() % 3);
                case REFUSE_CONNECT -> device.faults().refuseConnects(1 + act.other() % 5);
                case DROP_AFTER -> device.faults().dropAfter(act.other() % 4);
                case HANG_OPERATION -> device.faults().hangOperations(1);
                case KILL_SERVICE -> air.killService();
                case START_SERVICE -> air.startService();
                case POWER_OFF -> air.power(HCI0, false);
                case POWER_ON -> air.power(HCI0, true);
                case FREEZE -> air.freeze(HCI0, RecoveryStep.values()[1 + act.other() % 3]);
                case FAIL_SCAN -> air.failScans(HCI0, 1 + act.other() % 4);
                case CLOSE_CLIENT -> {
                    int index = act.one() % CLIENTS;
                    clients.get(index).close();
                    clients.set(index, session.client("heir of " + index));
                }
                case CHANGE_SERVICES ->
                    device.changeServices(ContractDevice.definition().services());
            }
        }

        private BleCentral client(Act act) {
            return clients.get(act.other() % CLIENTS);
        }

        private RequestOptions options(Act act) {
            Cancellation cancellation = new Cancellation();
            cancellations.add(cancellation);
            return RequestOptions.DEFAULT
                    .withPriority(RequestPriority.values()[act.one() % 3])
                    .withDeadline(Duration.ofMillis(50 + 200L * act.other()))
                    .withCancellation(cancellation);
        }

        private void write(Act act, SimulatedDevice device) {
            int number = writes++;
            RequestOptions options = options(act);
            priorities.put(number, options.priority());
            GattValue value = GattValue.of(number >> 8, number & 0xFF);
            CompletionStage<Void> stage = client(act)
                    .write(device.address(), ContractDevice.SINK, value, WriteMode.WITHOUT_RESPONSE, options);
            pending.add(stage);
            var unused = stage.whenComplete((done, failure) -> {
                ended.put(number, loop.now());
                endings.merge(number, 1, Integer::sum);
            });
        }

        private void sent(GattValue value) {
            int number = value.at(0) << 8 | value.at(1);
            if (ended.containsKey(number)) {
                radio.violations().add("write " + number + " is sent after its caller was told that it ended");
            }
            sent.put(number, loop.now());
        }

        /** Everything is made good, and all deadlines pass. */
        void heal() {
            air.startService();
            air.power(HCI0, true);
            devices.forEach(SimulatedDevice::appear);
            loop.advance(Duration.ofMinutes(2));
        }

        void checkThatAllEndedOnce() {
            assertThat(pending)
                    .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isDone());
            assertThat(endings.values()).allSatisfy(times -> assertThat(times).isEqualTo(1));
            CompletableFuture<CentralStatus> asked = clients.get(0).status().toCompletableFuture();
            loop.settle();
            CentralStatus status = asked.join();
            assertThat(status.queue().requests()).isEmpty();
            RequestCounters counters = status.queue().counters();
            assertThat(counters.completed()
                            + counters.failed()
                            + counters.timedOut()
                            + counters.refused()
                            + counters.cancelled())
                    .isEqualTo(counters.total());
        }

        void checkThatNothingRanAfterItsEnd() {
            sent.forEach((number, at) -> assertThat(at).as("write " + number).isLessThanOrEqualTo(ended.get(number)));
        }

        void checkThatNoWriteRanTwice() {
            for (ContractDevice server : servers) {
                assertThat(server.sunk()).doesNotHaveDuplicates();
            }
        }

        void checkThatEqualsWereServedInOrder() {
            for (ContractDevice server : servers) {
                for (RequestPriority priority : RequestPriority.values()) {
                    assertThat(server.sunk().stream()
                                    .map(value -> value.at(0) << 8 | value.at(1))
                                    .filter(number -> priorities.get(number) == priority)
                                    .toList())
                            .isSorted();
                }
            }
        }
    }
}
