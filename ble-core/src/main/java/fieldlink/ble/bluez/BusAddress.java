package fieldlink.ble.bluez;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a D-Bus is: the path of its Unix socket.
 *
 * @param socket an absolute path
 */
public record BusAddress(Path socket) {
    private static final String SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket";

    public BusAddress {
        if (!socket.isAbsolute()) {
            throw new IllegalArgumentException("bus socket '" + socket + "' is not an absolute path");
        }
    }

    /** The system bus: {@code DBUS_SYSTEM_BUS_ADDRESS} when that is set, else the usual place. */
    public static BusAddress system() {
        String named = System.getenv("DBUS_SYSTEM_BUS_ADDRESS");
        return parse(named == null || named.isBlank() ? SYSTEM_BUS : named);
    }

    /**
     * Reads a D-Bus address such as {@code unix:path=/run/dbus/system_bus_socket,guid=0123}. Of several alternatives,
     * separated by semicolons, the first that names a socket path counts; other transports are not understood.
     */
    public static BusAddress parse(String text) {
        for (String alternative : text.trim().split(";", -1)) {
            if (alternative.startsWith("unix:")) {
                for (String pair : alternative.substring("unix:".length()).split(",", -1)) {
                    if (pair.startsWith("path=")) {
                        return new BusAddress(Path.of(unescape(pair.substring("path=".length()), text)));
                    }
                }
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no bus address that can be used here; expected" + " unix:path=/path/of/the/socket");
    }

    private static String unescape(String value, String text) {
        byte[] bytes = new byte[value.length()];
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '%') {
                bytes[length++] = (byte) c;
                continue;
            }
            int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "bad escape in bus address '" + text + "'; expected % and two digits");
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "unix:path=" + socket;
    }
}
