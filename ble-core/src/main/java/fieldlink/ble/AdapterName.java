package fieldlink.ble;

import java.util.regex.Pattern;

/** The system's name of a Bluetooth adapter, such as {@code hci0}. */
public record AdapterName(String value) implements Comparable<AdapterName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    public AdapterName {
        // The name ends up on a command line of the recovery steps, so nothing but a plain word passes.
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no adapter name; expected a word such as hci0");
        }
    }

    @Override
    public int compareTo(AdapterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
