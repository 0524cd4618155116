package fieldlink.powerhub.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleSettings;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.powerhub.HubConnector;
import fieldlink.powerhub.ble.BleHubConnector;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A simulated hub on one adapter of a simulated air, and a central on the other. */
public final class HubOnAir implements AutoCloseable {
    private static final AdapterName NEAR = new AdapterName("hci0");
    private static final AdapterName FAR = new AdapterName("hci1");
    private static final int SLOTS = 3;

    public final HubSimulator hub;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    /** The client blocks it while it reconnects, and the hub must go on meanwhile. */
    private final ScheduledExecutorService hubExecutor = Executors.newSingleThreadScheduledExecutor();

    private final AtomicLong extraNanos = new AtomicLong();
    private final BleSession session;
    private final BleCentral central;
    private final ServedHub served;
    private final DeviceAddress address;

    public HubOnAir(FirmwareAge age) {
        SimulatedAir air = SimulatedAir.inRealTime();
        air.plug(NEAR, DeviceAddress.parse("02:00:00:00:00:01"), SLOTS);
        air.plug(FAR, DeviceAddress.parse("02:00:00:00:00:02"), SLOTS);
        session = BleSession.open(air.radio(), BleSettings.DEFAULT.withAdapters(NEAR));
        central = session.client("test");
        hub = new HubSimulator(age);
        served = ServedHub.serve(air.radio(), FAR, hub, hubExecutor, () -> System.nanoTime() + extraNanos.get())
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        address = served.address();
    }

    public HubConnector connector() {
        return new BleHubConnector(central, address, RequestOptions.DEFAULT.withDeadline(Duration.ofSeconds(30)));
    }

    public BleCentral central() {
        return central;
    }

    public ScheduledExecutorService executor() {
        return executor;
    }

    /** Lets the hub's time run ahead of the world's. */
    public void skip(Duration time) {
        extraNanos.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        served.close();
        session.close();
        executor.shutdownNow();
        hubExecutor.shutdownNow();
    }
}
