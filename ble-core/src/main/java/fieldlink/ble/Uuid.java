package fieldlink.ble;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Bluetooth UUID. Two spellings of the same UUID are equal: {@code FFF1}, {@code 0000fff1} and {@code
 * 0000FFF1-0000-1000-8000-00805F9B34FB} are one value.
 */
public record Uuid(UUID value) implements Comparable<Uuid> {
    /** What a 16- or 32-bit UUID stands in: xxxxxxxx-0000-1000-8000-00805f9b34fb. */
    private static final long BASE_HIGH = 0x0000_0000_0000_1000L;

    private static final long BASE_LOW = 0x8000_0080_5f9b_34fbL;
    private static final Pattern SHORT = Pattern.compile("(0x)?([0-9a-f]{4}|[0-9a-f]{8})");
    private static final Pattern LONG = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @param assigned a 16- or 32-bit number assigned by the Bluetooth SIG, such as {@code 0x2A19} */
    public static Uuid of(long assigned) {
        if (assigned < 0 || assigned > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "short UUID " + Long.toHexString(assigned) + " does not fit into 32 bits");
        }
        return new Uuid(new UUID(assigned << 32 | BASE_HIGH, BASE_LOW));
    }

    /** Reads 4, 8 or 32 hex digits (the last with dashes), any case. */
    public static Uuid parse(String text) {
        String form = text.trim().toLowerCase(Locale.ROOT);
        var brief = SHORT.matcher(form);
        if (brief.matches()) {
            return of(Long.parseLong(brief.group(2), 16));
        }
        if (LONG.matcher(form).matches()) {
            return new Uuid(UUID.fromString(form));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no UUID; expected 4 or 8 hex digits (FFF1) or the 128-bit form with dashes");
    }

    /** Whether the UUID is one of the SIG's range and so has a short form. */
    public boolean isShort() {
        return value.getLeastSignificantBits() == BASE_LOW
                && (value.getMostSignificantBits() & 0xFFFF_FFFFL) == BASE_HIGH;
    }

    /** {@code fff1} for a UUID of the SIG's range that fits, else the 128-bit form. */
    public String brief() {
        if (!isShort()) {
            return toString();
        }
        long assigned = value.getMostSignificantBits() >>> 32;
        return String.format(Locale.ROOT, assigned > 0xFFFF ? "%08x" : "%04x", assigned);
    }

    @Override
    public int compareTo(Uuid other) {
        return toString().compareTo(other.toString());
    }

    /** The 128-bit form, lower case. */
    @Override
    public String toString() {
        return value.toString();
    }
}
