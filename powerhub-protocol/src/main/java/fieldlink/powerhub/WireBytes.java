package fieldlink.powerhub;

import java.util.Arrays;

/** Immutable bytes as they are on the wire. Numbers are read big-endian, the only order a PowerHub knows. */
public final class WireBytes {
    public static final WireBytes EMPTY = new WireBytes(new byte[0]);
    private static final String DIGITS = "0123456789abcdef";

    private final byte[] bytes;

    private WireBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static WireBytes of(byte... bytes) {
        return new WireBytes(bytes.clone());
    }

    /** Takes the array over instead of copying it; for encoders of this package, which forget it at once. */
    static WireBytes adopt(byte[] bytes) {
        return new WireBytes(bytes);
    }

    /**
     * Reads hex digits in pairs: with or without spaces, colons or dashes between bytes, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException that names the first character which is no part of a byte
     */
    public static WireBytes parse(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        int length = 0;
        int at = 0;
        while (at < hex.length()) {
            char first = hex.charAt(at);
            if (isSeparator(first)) {
                at++;
            } else if (first == '0' && at + 1 < hex.length() && (hex.charAt(at + 1) | 0x20) == 'x') {
                at += 2;
            } else {
                int high = digit(hex, at);
                if (at + 1 == hex.length() || isSeparator(hex.charAt(at + 1))) {
                    throw new IllegalArgumentException(
                            "'" + hex + "' is no hex: a byte has two digits, character " + (at + 1) + " stands alone");
                }
                bytes[length++] = (byte) ((high << 4) | digit(hex, at + 1));
                at += 2;
            }
        }
        return new WireBytes(Arrays.copyOf(bytes, length));
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == ':' || c == '-' || c == ',' || c == '\t';
    }

    private static int digit(String hex, int at) {
        int value = Character.digit(hex.charAt(at), 16);
        if (value < 0) {
            throw new IllegalArgumentException(
                    "'" + hex + "' is no hex: '" + hex.charAt(at) + "' at character " + (at + 1));
        }
        return value;
    }

    public int length() {
        return bytes.length;
    }

    public int u8(int at) {
        return bytes[at] & 0xff;
    }

    public int u16(int at) {
        return i16(at) & 0xffff;
    }

    public int i16(int at) {
        return BigEndian.i16(bytes, at);
    }

    public int i32(int at) {
        return BigEndian.i32(bytes, at);
    }

    /** The bytes from one index up to, not including, another. */
    public WireBytes slice(int from, int to) {
        if (from == 0 && to == bytes.length) {
            return this;
        }
        return new WireBytes(Arrays.copyOfRange(bytes, from, to));
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Two lower-case digits per byte, nothing between them. */
    public String hex() {
        return hex("");
    }

    public String hex(String separator) {
        StringBuilder text = new StringBuilder(bytes.length * (2 + separator.length()));
        for (byte value : bytes) {
            text.append(text.isEmpty() ? "" : separator);
            text.append(DIGITS.charAt((value >> 4) & 0xf)).append(DIGITS.charAt(value & 0xf));
        }
        return text.toString();
    }

    /** The array itself, for decoders of this package, which only read it. */
    byte[] array() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireBytes that && Arrays.equals(bytes, that.bytes);
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
