package fieldlink.ble.bluez;

import java.util.List;

/** The answer to a call: its values, unwrapped as {@link BusValues} says. */
record BusReply(List<Object> values) {
    Object first() {
        if (values.isEmpty()) {
            throw new BusException(BusException.MALFORMED, "an answer without the value that was asked for");
        }
        return values.get(0);
    }
}
