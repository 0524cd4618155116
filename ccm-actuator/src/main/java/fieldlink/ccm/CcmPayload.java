package fieldlink.ccm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one datagram. Immutable. */
public final class CcmPayload {
    private final byte[] bytes;

    private CcmPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    public static CcmPayload of(byte[] bytes) {
        return new CcmPayload(bytes.clone());
    }

    public static CcmPayload of(byte[] bytes, int offset, int length) {
        return new CcmPayload(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Takes the array as it is; for callers in this package that never touch it again. */
    static CcmPayload owning(byte[] bytes) {
        return new CcmPayload(bytes);
    }

    public int length() {
        return bytes.length;
    }

    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The packet as text; bytes that are no UTF-8 are replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CcmPayload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
