package fieldlink.ble.session;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.ContractDevice;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.WriteMode;
import fieldlink.ble.radio.Orchestrator;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * Operations a second over simulated devices in real time, and what one advertisement costs the decisions. A program,
 * not a test: docs/benchmarks.md says how to run it.
 */
public final class OrchestrationBench {
    private static final AdapterName HCI0 = new AdapterName("hci0");
    private static final RequestOptions PATIENT = RequestOptions.DEFAULT.withDeadline(Duration.ofMinutes(2));

    private OrchestrationBench() {}

    public static void main(String[] args) throws Exception {
        Duration slow = Duration.ofMillis(50);
        try (World world = new World(5, slow)) {
            world.report("50 ms device, one after the other, reads", 60, i -> world.read(0));
            world.report("50 ms device, one after the other, writes", 60, i -> world.write(0));
            world.reportTogether("five 50 ms devices side by side, reads", 200, i -> world.read(i % 5));
        }
        try (World world = new World(1, Duration.ZERO)) {
            world.report("device without latency, warming up", 5000, i -> world.read(0));
            world.report("device without latency, one after the other, reads", 20_000, i -> world.read(0));
        }
        advertisements();
    }

    private static void advertisements() {
        Orchestrator orchestrator = new Orchestrator(BleSettings.DEFAULT);
        orchestrator.happened(
                new RadioEvent.AdapterAdded(
                        new AdapterDescription(HCI0, DeviceAddress.parse("02:00:00:00:00:01"), true, false)),
                Instant.EPOCH,
                Duration.ZERO);
        orchestrator.listen(1, Duration.ZERO);
        AdvertisedContent content = AdvertisedContent.named("x").withManufacturerData(1, GattValue.of(1, 2, 3));
        List<DeviceAddress> devices = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            devices.add(DeviceAddress.parse(String.format(Locale.ROOT, "02:00:00:00:01:%02X", i)));
        }
        int rounds = 400_000;
        for (int pass = 0; pass < 2; pass++) {
            long begin = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                DeviceAddress device = devices.get(i % devices.size());
                Duration now = Duration.ofMillis(2L * i);
                orchestrator.happened(
                        new RadioEvent.Heard(HCI0, device, "x", -60, content), Instant.ofEpochMilli(i), now);
                orchestrator.takeEffects();
            }
            long each = (System.nanoTime() - begin) / rounds;
            if (pass > 0) {
                print("one advertisement of 200 devices, decided", each + " ns");
            }
        }
    }

    private static void print(String what, String figure) {
        System.out.printf(Locale.ROOT, "%-60s %s%n", what, figure);
    }

    private static final class World implements AutoCloseable {
        private final SimulatedAir air = SimulatedAir.inRealTime();
        private final List<SimulatedDevice> devices = new ArrayList<>();
        private final BleSession session;
        private final BleCentral central;

        World(int count, Duration latency) {
            air.plug(HCI0, DeviceAddress.parse("02:00:00:00:00:01"), 5);
            for (int i = 0; i < count; i++) {
                SimulatedDevice device = air.place(
                        DeviceAddress.parse("02:00:00:00:01:0" + i), ContractDevice.definition(), new ContractDevice());
                device.timings(Timings.BRISK.withOperation(latency));
                devices.add(device);
            }
            session = BleSession.open(air.radio(), BleSettings.DEFAULT);
            central = session.client("bench");
            for (int i = 0; i < count; i++) {
                read(i).toCompletableFuture().join();
            }
        }

        CompletionStage<?> read(int device) {
            return central.read(devices.get(device).address(), ContractDevice.CELL, PATIENT);
        }

        CompletionStage<?> write(int device) {
            return central.write(
                    devices.get(device).address(),
                    ContractDevice.CELL,
                    GattValue.of(1),
                    WriteMode.WITH_RESPONSE,
                    PATIENT);
        }

        void report(String what, int times, IntFunction<CompletionStage<?>> operation) {
            measure(what, times, () -> {
                for (int i = 0; i < times; i++) {
                    operation.apply(i).toCompletableFuture().join();
                }
            });
        }

        void reportTogether(String what, int times, IntFunction<CompletionStage<?>> operation) {
            measure(what, times, () -> {
                CompletableFuture<?>[] all = new CompletableFuture<?>[times];
                for (int i = 0; i < times; i++) {
                    all[i] = operation.apply(i).toCompletableFuture();
                }
                CompletableFuture.allOf(all).join();
            });
        }

        private static void measure(String what, int times, Runnable work) {
            long cpu = processCpu();
            long begin = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpuEach = (processCpu() - cpu) / 1e3 / times;
            print(what, String.format(Locale.ROOT, "%.1f/s, %.0f us CPU each", times / seconds, cpuEach));
        }

        private static long processCpu() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toNanos)
                    .orElse(0L);
        }

        @Override
        public void close() {
            session.close();
            air.close();
        }
    }
}
