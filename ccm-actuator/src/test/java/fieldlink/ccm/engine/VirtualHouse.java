package fieldlink.ccm.engine;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import fieldlink.ccm.actuator.SafetySettings;
import fieldlink.ccm.actuator.Signal;
import fieldlink.ccm.actuator.WireValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The bridge and its sender on a clock that a test turns by hand: everything that leaves is on record, to the nanosecond. */
final class VirtualHouse implements HouseClock, Signals {
    /** A packet that left. */
    record Packet(Moment at, WireValue value, int priority) {
        double seconds() {
            return at.nanos() / 1e9;
        }
    }

    /** A time during which an output was driven, as its node heard it. */
    record Driven(Direction direction, double from, double to) {
        double length() {
            return to - from;
        }
    }

    private Moment now = Moment.START;
    final List<Packet> packets = new ArrayList<>();
    final List<Occurrence> audit = new ArrayList<>();
    final List<SavedHouse> disk = new ArrayList<>();
    final Map<String, ActuatorSpec> specs = new LinkedHashMap<>();
    SavedHouse saved = SavedHouse.NONE;
    BridgeSettings.Calibration calibration = new BridgeSettings.Calibration(
            false, 0, java.time.ZoneId.of("Asia/Tokyo"), false, BridgeSettings.Pace.STANDARD, true);
    SafetySettings safety = SafetySettings.NONE;
    List<Exclusion> exclusions = List.of();
    Map<fieldlink.ccm.CcmTuple, fieldlink.ccm.actuator.SensorKind> sensors = Map.of();
    boolean diskFull;
    boolean wallTrusted = true;
    boolean controlHangs;
    PacketOutlet outlet = (value, priority) -> packets.add(new Packet(now, value, priority));
    Instant wall = Instant.parse("2026-02-19T03:00:00Z");
    private int ids;
    private Bridge bridge;
    private SignalBoard board;

    VirtualHouse(ActuatorSpec... actuators) {
        for (ActuatorSpec spec : actuators) {
            specs.put(spec.name(), spec);
        }
    }

    VirtualHouse started() {
        BridgeSettings settings = new BridgeSettings(specs, calibration, safety, sensors, exclusions);
        saved = saved.named(specs.values());
        board = new SignalBoard(specs.values(), (value, priority) -> outlet.send(value, priority));
        HousePorts ports = new HousePorts(
                this, house -> !diskFull && disk.add(house), (at, steady, what, durable) -> audit.add(what));
        Register register = new Register(this, "boot", calibration.zone());
        List<Actuator> actuators = new ArrayList<>();
        for (ActuatorSpec spec : specs.values()) {
            actuators.add(Actuator.resting(
                    spec, register.belief(spec, saved.actuators().get(spec.name()), saved.savedAt()), now));
        }
        bridge = new Bridge(settings, ports, this, new Roster(actuators), register);
        bridge.start(saved);
        bridge.advance();
        bridge.flush();
        return this;
    }

    /** Starts with a position that is certain. */
    VirtualHouse at(String name, double percent) {
        command(name, new Operation.SetKnown(percent), ControlLevel.MANUAL);
        return this;
    }

    Bridge bridge() {
        return bridge;
    }

    SignalBoard board() {
        return board;
    }

    Actuator actuator(String name) {
        return bridge.roster().get(name);
    }

    double percent(String name) {
        return actuator(name).positionAt(now).percent();
    }

    String state(String name) {
        return actuator(name).state().word();
    }

    Admission command(String name, Operation operation, ControlLevel level) {
        return submit(new ActuatorCommand("c" + ids++, name, operation, Mandate.of(level, "test", "")));
    }

    Admission rule(String name, SafetyRule rule, Operation operation) {
        return submit(new ActuatorCommand("c" + ids++, name, operation, Mandate.of(rule, "")));
    }

    Admission submit(ActuatorCommand command) {
        Admission admission = bridge.submit(command).admission();
        bridge.flush();
        return admission;
    }

    Admission set(String name, double percent) {
        return command(name, new Operation.SetPosition(percent), ControlLevel.MANUAL);
    }

    Admission setAutomatic(String name, double percent) {
        return command(name, new Operation.SetPosition(percent), ControlLevel.AUTOMATIC);
    }

    Admission stop(String name) {
        return command(name, new Operation.Stop(false), ControlLevel.MANUAL);
    }

    Admission run(String name, double seconds) {
        return command(name, new Operation.Run(Samples.seconds(seconds)), ControlLevel.MANUAL);
    }

    void emergency() {
        bridge.emergency(true, "grower", "test");
        bridge.flush();
    }

    void clear() {
        bridge.clear("grower");
        bridge.flush();
    }

    void sense(fieldlink.ccm.actuator.SensorKind kind, double value) {
        bridge.sense(kind, value);
        bridge.flush();
    }

    /** Twice, because one sample alone convinces nobody. */
    void senseFirmly(fieldlink.ccm.actuator.SensorKind kind, double value) {
        sense(kind, value);
        sense(kind, value);
    }

    void report(String name, double percent) {
        fieldlink.ccm.CcmTuple tuple = specs.get(name).feedback().orElseThrow();
        hear(tuple, Double.toString(percent));
    }

    void hear(fieldlink.ccm.CcmTuple tuple, String text) {
        fieldlink.ccm.CcmDatum datum = new fieldlink.ccm.CcmDatum(tuple.type(), tuple.address(), 29, text);
        bridge.hear(datum, fieldlink.ccm.Ipv4Address.parse("192.168.1.20"), false);
        bridge.flush();
    }

    /** Lets time pass, stopping at every moment at which something is due. */
    void run(double seconds) {
        Moment end = now.plus(Samples.seconds(seconds));
        while (true) {
            Moment next = board.due();
            if (!controlHangs) {
                next = next.earlier(bridge.due());
            }
            if (next.isAfter(end)) {
                turnTo(end);
                return;
            }
            turnTo(next.later(now));
            if (!controlHangs) {
                bridge.advance();
                bridge.flush();
            }
            board.pump(now);
        }
    }

    /** Time passes and nobody acts: the whole process is stalled. */
    void stall(double seconds) {
        turnTo(now.plus(Samples.seconds(seconds)));
    }

    void runUntil(String name, String state) {
        for (int i = 0; i < 100_000 && !state(name).equals(state); i++) {
            run(0.1);
        }
        if (!state(name).equals(state)) {
            throw new AssertionError(name + " is " + state(name) + ", never " + state);
        }
    }

    double seconds() {
        return now.nanos() / 1e9;
    }

    boolean audited(OccurrenceKind kind) {
        return audit.stream().anyMatch(what -> what.kind() == kind);
    }

    long count(OccurrenceKind kind) {
        return audit.stream().filter(what -> what.kind() == kind).count();
    }

    /** When the outputs of an actuator were driven; an end that is missing is now. */
    List<Driven> drives(String name) {
        List<Driven> drives = new ArrayList<>();
        Drive drive = specs.get(name).drive();
        for (int side = 0; side < drive.tuples().size(); side++) {
            Direction direction = side == 0 ? Direction.OPEN : Direction.CLOSE;
            double since = -1;
            for (Packet packet : packets) {
                if (!packet.value().tuple().equals(drive.tuples().get(side))) {
                    continue;
                }
                boolean on = packet.value().text().equals("1");
                if (on && since < 0) {
                    since = packet.seconds();
                } else if (!on && since >= 0) {
                    drives.add(new Driven(direction, since, packet.seconds()));
                    since = -1;
                }
            }
            if (since >= 0) {
                drives.add(new Driven(direction, since, seconds()));
            }
        }
        drives.sort(java.util.Comparator.comparingDouble(Driven::from));
        return drives;
    }

    Driven lastDrive(String name) {
        List<Driven> drives = drives(name);
        return drives.get(drives.size() - 1);
    }

    /** The values that left for one side of an actuator since a moment, in order. */
    List<String> texts(String name, int side, double since) {
        return packets.stream()
                .filter(packet -> packet.value()
                                .tuple()
                                .equals(specs.get(name).drive().tuples().get(side))
                        && packet.seconds() >= since)
                .map(packet -> packet.value().text())
                .toList();
    }

    private void turnTo(Moment moment) {
        wall = wall.plus(now.until(moment));
        now = moment;
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public Instant wall() {
        return wall;
    }

    @Override
    public boolean isWallTrusted() {
        return wallTrusted;
    }

    @Override
    public SignalBoard.Shown show(String actuator, ActuatorEffect.Show show) {
        return board.show(actuator, show, now);
    }

    @Override
    public void hush(String actuator) {
        board.hush(actuator);
    }

    @Override
    public void latch(Function<ActuatorSpec, Signal> off) {
        board.latch(now, off);
    }

    @Override
    public void unlatch() {
        board.unlatch();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
