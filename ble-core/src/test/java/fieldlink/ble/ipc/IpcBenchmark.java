package fieldlink.ble.ipc;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.BleSettings;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattValue;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.MemoryServer;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.Timings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The figures of docs/benchmarks.md, printed. Not a test: run it with {@code java -cp
 * ble-core/target/test-classes:ble-core/target/classes:JACKSON fieldlink.ble.ipc.IpcBenchmark}.
 */
public final class IpcBenchmark {
    private static final int ROUND_TRIPS = 20_000;
    private static final int OPERATIONS = 100;
    private static final String STATUS = "{\"command\": \"get_status\", \"request_id\": \"r1\"}";
    private static final String PLACE = "\"mac_address\": \"" + DaemonWorld.DEVICE + "\", \"service_uuid\": \"180f\","
            + " \"characteristic_uuid\": \"2a19\", \"request_id\": \"o\"}";

    private IpcBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("/tmp"), "flb");
        Endpoint.Unix endpoint = new Endpoint.Unix(directory.resolve("ble.sock"));
        SimulatedAir air = SimulatedAir.inRealTime();
        air.plug(new AdapterName("hci0"), new DeviceAddress("00:11:22:33:44:55"), 5);
        MemoryServer server = new MemoryServer().with(DaemonWorld.BATTERY, GattValue.of(90));
        SimulatedDevice device = air.place(DaemonWorld.DEVICE, DaemonWorld.definition(), server);
        device.timings(Timings.BRISK.withOperation(Duration.ofMillis(50)));
        try (BleSession session = BleSession.open(air.radio(), BleSettings.DEFAULT);
                BleDaemon daemon = BleDaemon.open(DaemonSettings.at(endpoint, Access.GROUP), Centrals.of(session))) {
            statusOn(endpoint, 1, "quiet, warming up");
            statusOn(endpoint, 1, "quiet");
            for (int i = 0; i < 50; i++) {
                SimulatedDevice busy = air.place(
                        DeviceAddress.parse(String.format(Locale.ROOT, "02:00:00:00:01:%02X", i)),
                        new DeviceDefinition(AdvertisedContent.named("Busy " + i), List.of()),
                        new MemoryServer());
                busy.interval(Duration.ofMillis(100));
            }
            statusOn(endpoint, 1, "50 devices every 100 ms");
            statusOn(endpoint, 8, "50 devices every 100 ms");
            paced(endpoint);
            operations(endpoint, "reads", "{\"command\": \"read_sensor\", " + PLACE);
            operations(endpoint, "writes", "{\"command\": \"send_command\", \"data\": \"01\", " + PLACE);
            System.out.println("daemon " + daemon + " on " + System.getProperty("java.version"));
        }
        air.close();
        Files.deleteIfExists(directory.resolve("ble.sock.lock"));
        Files.delete(directory);
    }

    private static void statusOn(Endpoint endpoint, int connections, String what) throws InterruptedException {
        List<long[]> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int c = 0; c < connections; c++) {
            long[] took = new long[ROUND_TRIPS / connections];
            all.add(took);
            Thread thread = new Thread(() -> roundTrips(endpoint, took));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "get_status, %d connections, %s: %.0f/s, p50 %.0f us, p99 %.0f us%n",
                connections,
                what,
                sorted.length / seconds,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3);
    }

    private static void roundTrips(Endpoint endpoint, long[] took) {
        try (RawClient client = RawClient.connect(endpoint)) {
            for (int i = 0; i < took.length; i++) {
                long start = System.nanoTime();
                client.ask(STATUS);
                took[i] = System.nanoTime() - start;
            }
        }
    }

    /** A hundred times a second, as the first service was measured. */
    private static void paced(Endpoint endpoint) throws InterruptedException {
        long[] took = new long[1000];
        try (RawClient client = RawClient.connect(endpoint)) {
            for (int i = 0; i < took.length; i++) {
                Thread.sleep(10);
                long start = System.nanoTime();
                client.ask(STATUS);
                took[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT,
                "get_status at 100 Hz, 50 devices every 100 ms: p50 %.0f us, p99 %.0f us%n",
                took[500] / 1e3,
                took[990] / 1e3);
    }

    private static void operations(Endpoint endpoint, String what, String line) {
        try (RawClient client = RawClient.connect(endpoint)) {
            client.ask(line);
            long start = System.nanoTime();
            for (int i = 0; i < OPERATIONS; i++) {
                String reply = client.ask(line);
                if (!reply.contains("success")) {
                    throw new IllegalStateException(reply);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, 50 ms device, link reused: %.1f/s%n",
                    what,
                    OPERATIONS * 1e9 / (System.nanoTime() - start));
        }
    }
}
