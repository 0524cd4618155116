package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.Recorder;
import fieldlink.ble.Registration;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import fieldlink.ble.ScanMode;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.WriteMode;
import fieldlink.ble.session.BleSession;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.freedesktop.dbus.types.UInt16;
import org.freedesktop.dbus.types.Variant;

/** The figures of docs/benchmarks.md that need BlueZ: {@code adverts}, {@code gatt} and {@code restart}, or all of them. */
final class BluezBenchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OPERATIONS = 400;
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final AdapterName HCI1 = new AdapterName("hci1");

    private BluezBenchmark() {}

    public static void main(String... wanted) throws Exception {
        List<String> parts = wanted.length == 0 ? List.of("adverts", "gatt", "restart") : List.of(wanted);
        if (parts.contains("adverts")) {
            adverts();
        }
        if (parts.contains("gatt") || parts.contains("restart")) {
            try (BluezMachine machine = BluezMachine.boot()) {
                if (parts.contains("gatt")) {
                    gatt(machine);
                }
                if (parts.contains("restart")) {
                    restart(machine, "stop");
                    restart(machine, "kill");
                }
            }
        }
    }

    /** The CPU time of the adapter's own thread for every advertisement, at 500 a second from 50 devices. */
    private static void adverts() throws Exception {
        try (PrivateBus bus = new PrivateBus();
                FakeBluez bluez = new FakeBluez(bus.address())) {
            bluez.start("hci0");
            try (BluezRadio radio = BluezRadio.of(BluezSettings.usual().withBus(bus.address()))) {
                int[] heard = new int[1];
                Recorder<RadioEvent> events = new Recorder<>();
                radio.open(event -> {
                    if (event instanceof RadioEvent.Heard) {
                        heard[0]++;
                    } else {
                        events.accept(event);
                    }
                });
                events.next(RadioEvent.AdapterAdded.class::isInstance, PATIENCE);
                get(radio.startScan(HCI0, ScanMode.ACTIVE));
                advertise(bluez, Duration.ofSeconds(5));
                int before = heard[0];
                long cpu = cpuOf("fieldlink-ble-bluez");
                advertise(bluez, Duration.ofSeconds(20));
                long spent = cpuOf("fieldlink-ble-bluez") - cpu;
                int count = heard[0] - before;
                System.out.printf(
                        "advertisements: %d heard at 500/s, %.1f us CPU each, %.2f %% of a core%n",
                        count, spent / 1e3 / count, spent / 20e9 * 100);
            }
        }
    }

    private static void advertise(FakeBluez bluez, Duration span) {
        long begin = System.nanoTime();
        for (int i = 0; i < span.toSeconds() * 500; i++) {
            DeviceAddress device = DeviceAddress.parse(String.format("02:00:00:00:00:%02X", i % 50));
            bluez.hear(
                    "hci0",
                    device,
                    Map.of(
                            "RSSI", new Variant<>((short) (-40 - i % 50)),
                            "ManufacturerData",
                                    new Variant<>(
                                            Map.of(new UInt16(2409), new Variant<>(new byte[] {1, 2, 3, (byte) i})),
                                            "a{qv}")));
            LockSupport.parkNanos(begin + (i + 1) * 2_000_000L - System.nanoTime());
        }
    }

    /**
     * Reads and writes one after the other over the real bluetoothd, five rounds of 400 each, taking turns with bleak,
     * which uses the same link from another process.
     */
    private static void gatt(BluezMachine machine) throws Exception {
        try (Rig rig = new Rig(machine);
                Bleak bleak = Bleak.isInstalled()
                        ? Bleak.connect(machine.bus(), rig.served.address(), ContractDevice.CELL.characteristic())
                        : null) {
            GattTree tree = rig.connect();
            int cell = tree.find(ContractDevice.CELL).get(0).handle();
            Map<String, Work> works = new TreeMap<>(Map.of(
                    "reads",
                    () -> get(rig.central.read(rig.link, cell)),
                    "writes",
                    () -> get(rig.central.write(rig.link, cell, GattValue.of(1), WriteMode.WITH_RESPONSE))));
            for (int round = 1; round <= 5; round++) {
                for (Map.Entry<String, Work> work : works.entrySet()) {
                    report("fieldlink", work.getKey(), round, measure(rig.centralThread, work.getValue()));
                    if (bleak != null) {
                        report("bleak", work.getKey(), round, bleak.carryOut(work.getKey(), OPERATIONS));
                    }
                }
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** The central's thread and the caller's: the device is served by this process too, and is not counted. */
    private static Bleak.Spent measure(long centralThread, Work work) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getThreadCpuTime(centralThread) + threads.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        for (int i = 0; i < OPERATIONS; i++) {
            work.run();
        }
        long spent = threads.getThreadCpuTime(centralThread) + threads.getCurrentThreadCpuTime() - cpu;
        return new Bleak.Spent((System.nanoTime() - begin) / 1e9, spent / 1e9);
    }

    private static void report(String who, String what, int round, Bleak.Spent spent) {
        System.out.printf(
                "%s, round %d, %s: %.0f/s, CPU per operation %.3f ms%n",
                what, round, who, OPERATIONS / spent.seconds(), spent.cpuSeconds() * 1e3 / OPERATIONS);
    }

    /**
     * From the start of a new bluetoothd to the next advertisement heard and the next value read, through a session that
     * was scanning when the old one ended.
     *
     * @param end how the old one ends
     */
    private static void restart(BluezMachine machine, String end) throws Exception {
        for (int round = 1; round <= 3; round++) {
            try (Rig rig = new Rig(machine);
                    BleSession session =
                            BleSession.open(BluezRadio.of(rig.settings.withAdapters(HCI0)), BleSettings.DEFAULT)) {
                BleCentral central = session.client("benchmark");
                Recorder<ScanEvent> heard = new Recorder<>();
                try (Registration scan = central.scan(ScanFilter.of(rig.served.address()), heard)) {
                    heard.next(ScanEvent.Heard.class::isInstance, PATIENCE);
                    machine.run("bluetooth " + end);
                    long begin = System.nanoTime();
                    machine.run("bluetooth start");
                    heard.next(ScanEvent.Heard.class::isInstance, PATIENCE);
                    double toHeard = (System.nanoTime() - begin) / 1e9;
                    readAtLast(central, rig.served.address());
                    double toRead = (System.nanoTime() - begin) / 1e9;
                    System.out.printf(
                            "bluetoothd after a %s, round %d: heard again after %.2f s, read after %.2f s%n",
                            end, round, toHeard, toRead);
                }
            }
        }
    }

    /** A killed bluetoothd's controller goes on advertising, so that the device may be heard before it is served again. */
    private static void readAtLast(BleCentral central, DeviceAddress device) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                get(central.read(device, ContractDevice.CELL, RequestOptions.DEFAULT));
                return;
            } catch (ExecutionException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** The contract's device on hci1, and a bare radio on hci0. */
    private static final class Rig implements AutoCloseable {
        final BluezSettings settings;
        final BluezRadio central;
        final long centralThread;
        final BluezRadio other;
        final ServedDevice served;
        final LinkKey link;
        private final Recorder<RadioEvent> events = new Recorder<>();

        Rig(BluezMachine machine) throws Exception {
            settings = BluezSettings.usual().withBus(machine.bus());
            central = BluezRadio.of(settings.withAdapters(HCI0));
            // The newest of that name: the last rig's may not be gone yet.
            centralThread = threadsOf("fieldlink-ble-bluez").max().orElseThrow();
            other = BluezRadio.of(settings.withAdapters(HCI1));
            Recorder<RadioEvent> theirs = new Recorder<>();
            other.open(theirs);
            theirs.next(Rig::isOn, PATIENCE);
            served = get(other.serve(HCI1, ContractDevice.definition(), new ContractDevice()));
            link = new LinkKey(HCI0, served.address());
        }

        GattTree connect() throws Exception {
            central.open(events);
            events.next(Rig::isOn, PATIENCE);
            get(central.startScan(HCI0, ScanMode.ACTIVE));
            events.next(RadioEvent.Heard.class::isInstance, PATIENCE);
            get(central.stopScan(HCI0));
            get(central.connect(link));
            return get(central.discover(link));
        }

        private static boolean isOn(RadioEvent event) {
            return event instanceof RadioEvent.AdapterAdded added
                    && added.info().powered();
        }

        @Override
        public void close() {
            central.close();
            other.close();
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static long cpuOf(String threadName) {
        return threadsOf(threadName)
                .map(ManagementFactory.getThreadMXBean()::getThreadCpuTime)
                .sum();
    }

    private static LongStream threadsOf(String threadName) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(threadName))
                .mapToLong(ThreadInfo::getThreadId);
    }
}
