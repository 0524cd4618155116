package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.LinkKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What BlueZ calls its interfaces and objects. */
final class BluezNames {
    static final String SERVICE = "org.bluez";
    static final String ADAPTER = "org.bluez.Adapter1";
    static final String DEVICE = "org.bluez.Device1";
    static final String GATT_SERVICE = "org.bluez.GattService1";
    static final String CHARACTERISTIC = "org.bluez.GattCharacteristic1";
    static final String DESCRIPTOR = "org.bluez.GattDescriptor1";
    static final String GATT_MANAGER = "org.bluez.GattManager1";
    static final String ADVERTISING_MANAGER = "org.bluez.LEAdvertisingManager1";
    static final String ADVERTISEMENT = "org.bluez.LEAdvertisement1";
    static final String MONITOR_MANAGER = "org.bluez.AdvertisementMonitorManager1";
    static final String MONITOR = "org.bluez.AdvertisementMonitor1";

    static final String ROOT = "/org/bluez";

    private static final Pattern ADAPTER_PATH = Pattern.compile(ROOT + "/([A-Za-z0-9_]{1,32})");
    private static final Pattern DEVICE_PATH =
            Pattern.compile(ROOT + "/([A-Za-z0-9_]{1,32})/dev((?:_[0-9A-Fa-f]{2}){6})(/.*)?");

    private BluezNames() {}

    static String pathOf(AdapterName adapter) {
        return ROOT + "/" + adapter;
    }

    static String pathOf(LinkKey link) {
        return pathOf(link.adapter()) + "/dev_" + link.device().value().replace(':', '_');
    }

    static Optional<AdapterName> adapterAt(String path) {
        Matcher matcher = ADAPTER_PATH.matcher(path);
        return matcher.matches() ? Optional.of(new AdapterName(matcher.group(1))) : Optional.empty();
    }

    /** The device that an object is, or belongs to. */
    static Optional<LinkKey> linkOf(String path) {
        Matcher matcher = DEVICE_PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        DeviceAddress address = DeviceAddress.parse(matcher.group(2).substring(1));
        return Optional.of(new LinkKey(new AdapterName(matcher.group(1)), address));
    }
}
