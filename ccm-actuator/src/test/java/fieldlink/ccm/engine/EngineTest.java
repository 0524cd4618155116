package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.valve;
import static fieldlink.ccm.engine.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.SensorKind;
import fieldlink.ccm.actuator.WireValue;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The engine on its own threads and a real clock. */
class EngineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<WireValue> wire = new CopyOnWriteArrayList<>();

    @Test
    void anEmergencyWorksWhileTheMailboxIsStuckOnADisk() throws Exception {
        StuckDisk disk = new StuckDisk();
        try (Engine engine = start(disk, window("W"))) {
            assertThat(disk.saving.await(20, TimeUnit.SECONDS)).isTrue();
            engine.emergency("grower", "somebody is on the roof");
            assertThat(wire)
                    .as("both sides, before the mailbox moved")
                    .hasSize(2)
                    .allMatch(value -> value.text().equals("0"));
            assertThat(engine.isLatched()).isTrue();
            disk.hangs.countDown();
            await(() -> engine.actuators().get(0).state().equals("BLOCKED"));
        }
    }

    /** Else the sender would stay latched, with nobody who knew of it to clear it. */
    @Test
    void anEmergencyIsHeardOfThoughTheMailboxIsFull() throws Exception {
        StuckDisk disk = new StuckDisk();
        try (Engine engine = start(disk, window("W"))) {
            assertThat(disk.saving.await(20, TimeUnit.SECONDS)).isTrue();
            while (engine.dropped() == 0) {
                engine.sense(SensorKind.TEMPERATURE, 20);
            }
            engine.emergency("grower", "somebody is on the roof");
            disk.hangs.countDown();
            await(() -> engine.actuators().get(0).state().equals("BLOCKED"));
            assertThat(engine.clear("grower", PATIENCE)).isTrue();
            assertThat(engine.isLatched()).isFalse();
        }
    }

    @Test
    void theStateIsOnDiskBeforeTheFirstOnLeaves() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        HouseStore store =
                house -> order.add("save " + house.actuators().get("W").state());
        PacketOutlet outlet = (value, priority) -> order.add("send " + value.text());
        try (Engine engine = start(store, outlet, window("W"))) {
            Reply reply = engine.submit(command("W", new Operation.Open()), PATIENCE);
            assertThat(reply.admission()).isInstanceOf(Admission.Accepted.class);
            await(() -> order.contains("send 1"));
            assertThat(order.indexOf("save MOVING")).isBetween(0, order.indexOf("send 1"));
        }
    }

    @Test
    void bothLoopsShowThatTheyGoOn() {
        try (Engine engine = start(house -> true, window("W"))) {
            Engine.Progress before = engine.progress();
            await(() -> engine.progress().since(before));
            assertThat(engine.progress().healthy()).isTrue();
        }
    }

    /** One packet that cannot even be written must not keep the others' OFFs from leaving. */
    @Test
    void anOutletThatThrowsLosesNobodyElsesPackets() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        PacketOutlet outlet = (value, priority) -> {
            if (broken.get() && value.tuple().type().text().startsWith("Irri")) {
                throw new IllegalStateException("a bug in the network");
            }
            return wire.add(value);
        };
        try (Engine engine = start(house -> true, outlet, valve("I"), window("W"))) {
            engine.submit(command("W", new Operation.Open()), PATIENCE);
            engine.submit(command("I", new Operation.Run(Duration.ofSeconds(60))), PATIENCE);
            broken.set(true);
            await(() -> engine.sending().failures() > 0);
            assertThat(engine.sending().troubleOrNull()).contains("IrrircA", "a bug in the network");
            long windows = said("VenSdWin").size();
            await(() -> said("VenSdWin").size() > windows);
            engine.emergency("grower", "test");
            List<String> window = said("VenSdWin");
            assertThat(window.subList(window.size() - 2, window.size()))
                    .as("the window's OFF left although the valve's could not")
                    .containsOnly("0");
            int valves = said("Irri").size();
            broken.set(false);
            await(() -> said("Irri").size() > valves);
            await(() -> engine.sending().troubleOrNull() == null);
            assertThat(engine.progress().healthy()).isTrue();
        }
    }

    private List<String> said(String type) {
        return wire.stream()
                .filter(value -> value.tuple().type().base().equals(type))
                .map(WireValue::text)
                .toList();
    }

    @Test
    void aBugSwitchesEverythingOff() throws Exception {
        AuditTrail broken = (at, steady, occurrence, durable) -> {
            if (occurrence.commandOrNull() != null) {
                throw new IllegalStateException("a bug");
            }
        };
        HousePorts ports = new HousePorts(new SystemClock(InstantSource.system(), () -> true), house -> true, broken);
        try (Engine engine = Engine.start(
                settings(window("W")), ports, (value, priority) -> wire.add(value), SavedHouse.NONE, "boot")) {
            Thread asker = new Thread(() -> {
                try {
                    engine.submit(command("W", new Operation.Open()), Duration.ofMillis(200));
                } catch (Exception e) {
                    Thread.currentThread().interrupt();
                }
            });
            asker.start();
            await(() -> !engine.progress().healthy());
            assertThat(engine.isLatched()).isTrue();
            assertThat(wire).isNotEmpty().allMatch(value -> value.text().equals("0"));
        }
    }

    /** Acceptance row 79, with the threads: what is decided on the way out must not undo the orderly end. */
    @Test
    void row79AStopInTheMiddleOfAMoveIsCleanAndTheLastWord() throws Exception {
        List<SavedHouse> disk = new CopyOnWriteArrayList<>();
        Engine engine = start(disk::add, window("W"));
        engine.submit(command("W", new Operation.Open()), PATIENCE);
        await(() -> wire.stream().anyMatch(value -> value.text().equals("1")));
        engine.close();
        SavedHouse last = disk.get(disk.size() - 1);
        assertThat(last.clean()).isTrue();
        assertThat(last.needsAllOff()).isFalse();
        List<String> texts = wire.stream().map(WireValue::text).toList();
        assertThat(texts.subList(texts.size() - 6, texts.size()))
                .as("both sides, three times")
                .containsOnly("0");
    }

    /** The network is closed next; a thread that still sends would do it on a closed socket. */
    @Test
    void whenItIsClosedItsThreadsAreGone() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Engine engine = start(house -> true, window("W"));
        engine.submit(command("W", new Operation.Open()), PATIENCE);
        engine.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("fieldlink-ccm-"))
                .allMatch(before::contains);
    }

    private Engine start(HouseStore store, ActuatorSpec... specs) {
        return start(store, (value, priority) -> wire.add(value), specs);
    }

    private static Engine start(HouseStore store, PacketOutlet outlet, ActuatorSpec... specs) {
        HousePorts ports = new HousePorts(new SystemClock(InstantSource.system(), () -> true), store, AuditTrail.NONE);
        return Engine.start(settings(specs), ports, outlet, SavedHouse.NONE, "boot");
    }

    static BridgeSettings settings(ActuatorSpec... specs) {
        Map<String, ActuatorSpec> all = new LinkedHashMap<>();
        for (ActuatorSpec spec : new ArrayList<>(List.of(specs))) {
            all.put(spec.name(), spec);
        }
        BridgeSettings.Calibration none = new BridgeSettings.Calibration(
                false, 0, ZoneId.of("Asia/Tokyo"), false, BridgeSettings.Pace.STANDARD, false);
        return new BridgeSettings(all, none, SafetySettings.NONE, Map.of(), List.of());
    }

    private static ActuatorCommand command(String name, Operation operation) {
        return new ActuatorCommand(
                name + System.nanoTime(), name, operation, Mandate.of(ControlLevel.MANUAL, "test", ""));
    }

    /** A disk that takes nothing until it is let go. */
    private static final class StuckDisk implements HouseStore {
        private final CountDownLatch saving = new CountDownLatch(1);
        private final CountDownLatch hangs = new CountDownLatch(1);

        @Override
        public boolean save(SavedHouse house) {
            saving.countDown();
            try {
                return hangs.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
