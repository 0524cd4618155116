package fieldlink.ble.bluez;

import java.util.List;

/**
 * A method call to be made on the bus.
 *
 * @param signature of the arguments, in D-Bus type codes; empty when there are none
 * @param arguments as dbus-java marshals them: {@code Map}, {@code List}, {@code byte[]}, {@code Variant}, boxed numbers
 */
record BusCall(String destination, String path, String face, String member, String signature, List<Object> arguments) {
    BusCall {
        arguments = List.copyOf(arguments);
    }

    static BusCall of(String destination, String path, String face, String member) {
        return new BusCall(destination, path, face, member, "", List.of());
    }

    /** The same call with arguments. */
    BusCall with(String types, Object... values) {
        return new BusCall(destination, path, face, member, types, List.of(values));
    }

    @Override
    public String toString() {
        return face.substring(face.lastIndexOf('.') + 1) + "." + member + " on " + path;
    }
}
