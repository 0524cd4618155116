package fieldlink.ble;

import java.util.Locale;
import java.util.regex.Pattern;

/** A Bluetooth device address in its usual form, {@code AA:BB:CC:DD:EE:FF}, upper case. */
public record DeviceAddress(String value) implements Comparable<DeviceAddress> {
    private static final Pattern FORM = Pattern.compile("([0-9A-F]{2}:){5}[0-9A-F]{2}");

    public DeviceAddress {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no Bluetooth address; expected six hex pairs like AA:BB:CC:DD:EE:FF");
        }
    }

    /** Accepts any case, with colons, dashes or underscores between the pairs. */
    public static DeviceAddress parse(String text) {
        return new DeviceAddress(
                text.trim().toUpperCase(Locale.ROOT).replace('-', ':').replace('_', ':'));
    }

    @Override
    public int compareTo(DeviceAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
