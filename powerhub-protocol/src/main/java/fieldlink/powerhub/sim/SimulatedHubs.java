package fieldlink.powerhub.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattValue;
import fieldlink.ble.PeripheralRole;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import fieldlink.ble.sim.SimulatedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/** The two PowerHubs of the simulated world: one with the latest firmware, one with that of the published document. */
public final class SimulatedHubs implements AutoCloseable {
    public static final DeviceAddress LATEST = DeviceAddress.parse("02:00:00:00:00:21");
    public static final DeviceAddress DOCUMENTED = DeviceAddress.parse("02:00:00:00:00:22");

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fieldlink-powerhub-sim");
        thread.setDaemon(true);
        return thread;
    });
    private final List<ServedHub> hubs = new ArrayList<>();

    private SimulatedHubs() {}

    /** Hubs that advertise, answer and let their time pass until they are closed. */
    public static SimulatedHubs placeIn(SimulatedAir air) {
        SimulatedHubs placed = new SimulatedHubs();
        placed.place(air, LATEST, FirmwareAge.HEAD);
        placed.place(air, DOCUMENTED, FirmwareAge.D5E99A2);
        return placed;
    }

    @Override
    public void close() {
        hubs.forEach(ServedHub::close);
        clock.shutdownNow();
    }

    private void place(SimulatedAir air, DeviceAddress address, FirmwareAge age) {
        // The adapter is the world's own: a hub at an address of its own needs none.
        PeripheralRole role = (adapter, definition, server) -> {
            SimulatedDevice device = air.place(address, definition, server);
            device.interval(SimulatedWorld.INTERVAL);
            return CompletableFuture.completedStage(new Placed(device));
        };
        hubs.add(serve(role, SimulatedWorld.ADAPTER, new HubSimulator(age)));
    }

    private ServedHub serve(PeripheralRole role, AdapterName adapter, HubSimulator hub) {
        return ServedHub.serve(role, adapter, hub, clock, System::nanoTime)
                .toCompletableFuture()
                .join();
    }

    private record Placed(SimulatedDevice device) implements ServedDevice {
        @Override
        public DeviceAddress address() {
            return device.address();
        }

        @Override
        public void notify(CharacteristicId characteristic, GattValue value) {
            device.notify(characteristic, value);
        }

        @Override
        public void close() {
            try {
                device.vanish();
            } catch (RejectedExecutionException e) {
                // The air was closed before, and the device with it.
            }
        }
    }
}
