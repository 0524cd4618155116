package fieldlink.cli.gateway.equipment;

import fieldlink.ble.BleCentral;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RequestOptions;
import fieldlink.powerhub.ble.BleHubConnector;
import fieldlink.powerhub.client.ClientSettings;
import fieldlink.powerhub.client.HubClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The hubs of the configuration by their names, one shared client each. Nothing connects before it is used. */
public final class Hubs implements AutoCloseable {
    private final Map<String, HubClient> clients = new LinkedHashMap<>();
    private final BleCentral central;
    private final ScheduledExecutorService executor;

    /**
     * @param central of this alone; closed with it
     * @param addresses by name
     */
    public Hubs(BleCentral central, Map<String, DeviceAddress> addresses) {
        this.central = central;
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fieldlink-powerhub-links");
            thread.setDaemon(true);
            return thread;
        });
        RequestOptions options = RequestOptions.DEFAULT.withDeadline(ClientSettings.DEFAULT.connectWithin());
        addresses.forEach((name, address) -> clients.put(
                name, new HubClient(new BleHubConnector(central, address, options), ClientSettings.DEFAULT, executor)));
    }

    /** In the order of the configuration. */
    public List<String> names() {
        return List.copyOf(clients.keySet());
    }

    /** @throws IllegalArgumentException when there is no hub of this name */
    public HubClient hub(String name) {
        HubClient client = clients.get(name);
        if (client == null) {
            throw new IllegalArgumentException("there is no hub '" + name + "'; there are " + names());
        }
        return client;
    }

    @Override
    public void close() {
        clients.values().forEach(HubClient::close);
        central.close();
        executor.shutdownNow();
    }
}
