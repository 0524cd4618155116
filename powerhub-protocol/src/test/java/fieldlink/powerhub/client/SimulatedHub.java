package fieldlink.powerhub.client;

import fieldlink.powerhub.BatchLimits;
import fieldlink.powerhub.Profile;
import fieldlink.powerhub.sim.FirmwareAge;
import fieldlink.powerhub.sim.HubEvent;
import fieldlink.powerhub.sim.HubFlash;
import fieldlink.powerhub.sim.HubSimulator;
import fieldlink.powerhub.sim.Quirks;
import fieldlink.powerhub.sim.SimulatedConnector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A simulated hub with a client on it. */
final class SimulatedHub implements AutoCloseable {
    static final ClientSettings QUICK = new ClientSettings(
            Profile.AUTO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofMillis(10),
            3);

    final HubSimulator hub;
    final SimulatedConnector connector;
    final HubClient client;
    final List<HubEvent> events = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private volatile Consumer<HubEvent> also = event -> {};

    SimulatedHub(FirmwareAge age) {
        this(age, BatchLimits.PREFERRED_MTU, Quirks.DEFAULT);
    }

    SimulatedHub(FirmwareAge age, int mtu, Quirks quirks) {
        hub = new HubSimulator(age, new HubFlash(), quirks);
        connector = new SimulatedConnector(hub, mtu, event -> {
            events.add(event);
            also.accept(event);
        });
        client = new HubClient(connector, QUICK, executor);
    }

    void onEvent(Consumer<HubEvent> listener) {
        also = listener;
    }

    @Override
    public void close() {
        client.close();
        executor.shutdownNow();
    }
}
