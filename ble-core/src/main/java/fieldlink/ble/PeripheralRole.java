package fieldlink.ble;

import java.util.concurrent.CompletionStage;

/** The other side of the air: being a device. Radios that can do so implement this beside {@link Radio}. */
public interface PeripheralRole {
    /**
     * Serves a device on an adapter and advertises it, until the returned device is closed. It is served again by itself
     * after a restart of the Bluetooth service.
     *
     * @param server asked on one thread, one question at a time
     */
    CompletionStage<ServedDevice> serve(AdapterName adapter, DeviceDefinition device, GattServer server);
}
