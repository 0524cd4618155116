package fieldlink.powerhub.ble;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.RequestOptions;
import fieldlink.ble.Uuid;
import fieldlink.powerhub.HubConnector;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.HubUuid;
import java.util.concurrent.CompletionStage;

/** Connects to one hub over a {@link BleCentral}, which other programs and other devices share. */
public final class BleHubConnector implements HubConnector {
    private final BleCentral central;
    private final DeviceAddress device;
    private final RequestOptions options;

    /** @param options for connecting and for each operation after */
    public BleHubConnector(BleCentral central, DeviceAddress device, RequestOptions options) {
        this.central = central;
        this.device = device;
        this.options = options;
    }

    @Override
    public CompletionStage<HubLink> connect() {
        return HubFailures.translated(
                central.connect(device, options).thenApply(link -> new BleHubLink(link, options)));
    }

    /** Whether a sighting is a hub's, by its name or by its service. */
    public static boolean isHub(Advertisement seen) {
        String name = seen.name();
        return HubUuid.isHub(
                name == null ? "" : name,
                seen.data().serviceUuids().stream().map(Uuid::value).toList());
    }
}
