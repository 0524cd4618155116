package fieldlink.jobs.robot.rules;

import java.io.ByteArrayOutputStream;

/**
 * Base64 as Python's {@code b64decode} reads it without {@code validate}: foreign characters are skipped, data ends at
 * the padding, and the complaints are Python's own, which old clients show to people.
 */
public final class LenientBase64 {
    private static final int BITS = 6;

    private LenientBase64() {}

    /** @throws IllegalArgumentException in Python's words */
    public static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 4 * 3 + 3);
        int quad = 0;
        int left = 0;
        int pads = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                throw new IllegalArgumentException("string argument should contain only ASCII characters");
            }
            if (c == '=') {
                pads++;
                if (quad >= 2 && quad + pads >= 4) {
                    return bytes.toByteArray();
                }
                continue;
            }
            int value = value(c);
            if (value < 0) {
                continue;
            }
            pads = 0;
            switch (quad) {
                case 0 -> left = value;
                case 1 -> bytes.write(left << 2 | value >> 4);
                case 2 -> bytes.write((left & 0x0f) << 4 | value >> 2);
                default -> bytes.write((left & 0x03) << BITS | value);
            }
            left = value;
            quad = (quad + 1) % 4;
        }
        if (quad == 1) {
            throw new IllegalArgumentException("Invalid base64-encoded string: number of data characters ("
                    + (bytes.size() / 3 * 4 + 1) + ") cannot be 1 more than a multiple of 4");
        }
        if (quad != 0) {
            throw new IllegalArgumentException("Incorrect padding");
        }
        return bytes.toByteArray();
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
