package fieldlink.ble;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Immutable bytes: what a characteristic holds, what an advertisement carries. Equal when the bytes are. */
public final class GattValue {
    public static final GattValue EMPTY = new GattValue(new byte[0]);

    /** The longest attribute value that Bluetooth allows. */
    public static final int MAX_LENGTH = 512;

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private GattValue(byte[] bytes) {
        this.bytes = bytes;
    }

    public static GattValue copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new GattValue(bytes.clone());
    }

    /** @param bytes each 0..255 */
    public static GattValue of(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0 || bytes[i] > 0xFF) {
                throw new IllegalArgumentException("byte " + i + " is " + bytes[i] + "; expected 0..255");
            }
            copy[i] = (byte) bytes[i];
        }
        return new GattValue(copy);
    }

    /** Reads pairs of hex digits; blanks, colons, dashes and {@code 0x} before a pair or at the start are skipped. */
    public static GattValue parseHex(String text) {
        String digits =
                text.toLowerCase(Locale.ROOT).replaceAll("(^|[\\s:,-])0x", "").replaceAll("[\\s:,-]", "");
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' has an odd number of hex digits; write every byte as two, such as 0A");
        }
        try {
            return new GattValue(HEX.parseHex(digits));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no hex text; expected pairs of 0-9 and a-f, such as 57 01 01", e);
        }
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at that place, 0..255. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /** The bytes from that place on, up to but without the other. */
    public GattValue slice(int from, int to) {
        return new GattValue(Arrays.copyOfRange(bytes, from, to));
    }

    /** A copy; changing it does not change this value. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Two lower-case digits for each byte, nothing between. */
    public String hex() {
        return HEX.formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GattValue value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
