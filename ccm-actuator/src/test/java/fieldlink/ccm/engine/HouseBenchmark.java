package fieldlink.ccm.engine;

import static fieldlink.ccm.engine.Samples.seconds;
import static fieldlink.ccm.engine.Samples.tuple;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorEvent;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Belief;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Etiquette;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Pauses;
import fieldlink.ccm.actuator.Position;
import fieldlink.ccm.actuator.Step;
import fieldlink.ccm.actuator.Travel;
import fieldlink.ccm.actuator.WirePolicy;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The figures of docs/benchmarks.md: what a decision costs, how late a big house gets, how fast everything is off. */
final class HouseBenchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private HouseBenchmark() {}

    /** @param args which of {@code step}, {@code emergency} and {@code many} to measure; all when none is named */
    public static void main(String[] args) throws Exception {
        List<String> parts = args.length == 0 ? List.of("step", "emergency", "many") : List.of(args);
        if (parts.contains("step")) {
            stepCost();
        }
        if (parts.contains("emergency")) {
            emergency(12);
            emergency(1000);
        }
        if (parts.contains("many")) {
            manyActuators(10_000);
        }
    }

    private static void stepCost() {
        Actuator idle = Actuator.resting(spec(0), Belief.of(Position.exactly(0)), Moment.START);
        ActuatorEvent open = new ActuatorEvent.Asked(command("0", 100));
        ActuatorEvent departed = new ActuatorEvent.Departed();
        Actuator onItsWay =
                idle.on(open, Moment.START).next().on(departed, Moment.START).next();
        ActuatorEvent time = new ActuatorEvent.TimePassed();
        long begins = bestNanos(() -> idle.on(open, Moment.START));
        long ends = bestNanos(() -> onItsWay.on(time, onItsWay.due()));
        print("a command that starts a motor: %d ns; a deadline that ends its move: %d ns", begins, ends);
    }

    /** The best of twenty rounds; a step that decides nothing would be no measurement. */
    private static long bestNanos(Supplier<Step> step) {
        int steps = 200_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long idle = 0;
            long begin = System.nanoTime();
            for (int i = 0; i < steps; i++) {
                idle += step.get().effects().isEmpty() ? 1 : 0;
            }
            best = Math.min(best, (System.nanoTime() - begin) / steps);
            if (idle > 0) {
                throw new IllegalStateException(idle + " of " + steps + " steps had no effect");
            }
        }
        return best;
    }

    private static void emergency(int actuators) throws Exception {
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        double[] millis = new double[15];
        for (int i = 0; i < millis.length; i++) {
            AtomicLong lastOff = new AtomicLong();
            // One for each: a thread that is interrupted at the end of a round closes the channel it sends on.
            try (DatagramChannel channel = DatagramChannel.open();
                    Engine engine = start(actuators, (value, priority) -> {
                        boolean sent = send(channel, nowhere, value, priority);
                        if (value.text().equals("0") && priority == 1) {
                            lastOff.set(System.nanoTime());
                        }
                        return sent;
                    })) {
                openAll(engine, actuators);
                long begin = System.nanoTime();
                engine.emergency("bench", "");
                millis[i] = (lastOff.get() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        print(
                "emergency, %d actuators: last first OFF after %.1f ms (median), %.1f ms (worst of 15)",
                actuators, millis[millis.length / 2], millis[millis.length - 1]);
    }

    /** Every motor reaches its target within the time, each at its own deadline. */
    private static void manyActuators(int actuators) throws Exception {
        AtomicLong packets = new AtomicLong();
        Misses misses = new Misses();
        try (Engine engine = start(actuators, (value, priority) -> packets.incrementAndGet() > 0, misses)) {
            openAll(engine, actuators);
            TimeUnit.SECONDS.sleep(2);
            misses.begin();
            long before = packets.get();
            long begin = System.nanoTime();
            long decidingBefore = cpuNanos("fieldlink-ccm-engine");
            long sendingBefore = cpuNanos("fieldlink-ccm-sender");
            List<Double> foreign = oversleeps(Duration.ofSeconds(25));
            double took = System.nanoTime() - begin;
            double rate = (packets.get() - before) / (took / 1e9);
            print("%d actuators over 25 s, %.0f packets/s, milliseconds late:", actuators, rate);
            printDistribution("deadlines of the engine", misses.taken());
            printDistribution("a thread that only sleeps", foreign);
            print(
                    "processor time meanwhile: deciding %.1f %% of a core, sending %.1f %%",
                    100 * (cpuNanos("fieldlink-ccm-engine") - decidingBefore) / took,
                    100 * (cpuNanos("fieldlink-ccm-sender") - sendingBefore) / took);
        }
    }

    /** How much longer each run was than planned, from the audit log; the engine's thread writes, another reads. */
    private static final class Misses implements AuditTrail {
        private final Map<String, Duration> planned = new HashMap<>();
        private final List<Double> millis = new ArrayList<>();

        @Override
        public synchronized void append(Instant at, Moment steady, Occurrence what, boolean durable) {
            String name = what.actuatorOrNull();
            Duration plan = what.figures().plannedOrNull();
            Duration actual = what.figures().actualOrNull();
            if (what.kind() == OccurrenceKind.START && name != null && plan != null) {
                planned.put(name, plan);
            } else if (what.kind() == OccurrenceKind.STOP && actual != null) {
                millis.add(millis(actual.minus(planned.getOrDefault(name, actual))));
            }
        }

        synchronized void begin() {
            millis.clear();
        }

        synchronized List<Double> taken() {
            return List.copyOf(millis);
        }
    }

    private static void printDistribution(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        int last = sorted.size() - 1;
        print(
                "%-26s median %.2f, 99 %% %.2f, 99.9 %% %.2f, worst %.2f of %d",
                what,
                sorted.get(last / 2),
                sorted.get((int) (last * 0.99)),
                sorted.get((int) (last * 0.999)),
                sorted.get(last),
                sorted.size());
    }

    private static long cpuNanos(String thread) {
        long id = Thread.getAllStackTraces().keySet().stream()
                .filter(one -> one.getName().equals(thread))
                .mapToLong(Thread::getId)
                .findFirst()
                .orElseThrow();
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
    }

    /** What the machine itself does to deadlines meanwhile: sleeps by the millisecond and looks how long it was. */
    private static List<Double> oversleeps(Duration time) throws InterruptedException {
        List<Double> late = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        for (long before = System.nanoTime(); before < end; ) {
            TimeUnit.MILLISECONDS.sleep(1);
            long now = System.nanoTime();
            late.add((now - before) / 1e6 - 1);
            before = now;
        }
        return late;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static void openAll(Engine engine, int actuators) throws Exception {
        for (int i = 0; i < actuators; i++) {
            String name = Integer.toString(i);
            engine.submit(new ActuatorCommand("k" + i, name, new Operation.SetKnown(0), mandate()), PATIENCE);
            engine.submit(command(name, 10 + i % 20), PATIENCE);
        }
    }

    private static ActuatorCommand command(String name, double percent) {
        return new ActuatorCommand("c" + name, name, new Operation.SetPosition(percent), mandate());
    }

    private static Mandate mandate() {
        return Mandate.of(ControlLevel.MANUAL, "bench", "");
    }

    private static Engine start(int actuators, PacketOutlet outlet) {
        return start(actuators, outlet, AuditTrail.NONE);
    }

    private static Engine start(int actuators, PacketOutlet outlet, AuditTrail audit) {
        ActuatorSpec[] specs = new ActuatorSpec[actuators];
        for (int i = 0; i < actuators; i++) {
            specs[i] = spec(i);
        }
        HousePorts ports = new HousePorts(new SystemClock(InstantSource.system(), () -> true), house -> true, audit);
        return Engine.start(EngineTest.settings(specs), ports, outlet, SavedHouse.NONE, "bench");
    }

    private static ActuatorSpec spec(int number) {
        Drive drive = new Drive.Pair(tuple("VenSdWinrcA", 2 * number + 1), tuple("VenSdWinrcA", 2 * number + 2));
        Kind kind = new Kind.Motor(
                new Travel(seconds(100), seconds(100), Duration.ZERO, 0.1, 1.2),
                new Pauses(seconds(5), seconds(10), seconds(3)),
                Kind.Limits.NONE,
                Direction.CLOSE);
        return new ActuatorSpec(
                Integer.toString(number), kind, drive, WirePolicy.mapped(seconds(30)), Etiquette.standard(), null);
    }

    private static boolean send(
            DatagramChannel channel, InetSocketAddress to, fieldlink.ccm.actuator.WireValue value, int priority) {
        try {
            CcmDatum datum = new CcmDatum(value.tuple().type(), value.tuple().address(), priority, value.text());
            ByteBuffer bytes =
                    CcmWriter.write(CcmPacket.of(Ipv4Address.LOOPBACK, datum)).buffer();
            // As on a real network, to two destinations.
            return channel.send(bytes.duplicate(), to) + channel.send(bytes.duplicate(), to) > 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void print(String format, Object... args) {
        System.out.println(String.format(Locale.ROOT, format, args));
    }
}
