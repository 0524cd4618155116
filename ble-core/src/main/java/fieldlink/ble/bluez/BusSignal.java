package fieldlink.ble.bluez;

import java.util.List;

/**
 * A signal as it came over the bus.
 *
 * @param sender the unique name of the connection that sent it, empty for the bus itself on buses that leave it out
 */
record BusSignal(String sender, String path, String face, String member, List<Object> values) {}
