package fieldlink.ble;

/** Which link: a device, seen from one of our adapters. */
public record LinkKey(AdapterName adapter, DeviceAddress device) {
    @Override
    public String toString() {
        return device + " on " + adapter;
    }
}
