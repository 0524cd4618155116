package fieldlink.ble.wire;

import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;

/**
 * A characteristic of a device.
 *
 * @param strict whether the service and the way of writing are meant as given. The first service looked at neither, so
 *     its clients are served with what fits
 */
public record Target(DeviceAddress device, CharacteristicId characteristic, boolean strict) {}
