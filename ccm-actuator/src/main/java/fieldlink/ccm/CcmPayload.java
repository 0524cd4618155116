package fieldlink.ccm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one datagram. Immutable. */
public final class CcmPayload {
    private final byte[] bytes;
    /** The array may have room behind the packet. */
    private final int length;

    private CcmPayload(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    public static CcmPayload of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    public static CcmPayload of(byte[] bytes, int offset, int length) {
        return new CcmPayload(Arrays.copyOfRange(bytes, offset, offset + length), length);
    }

    /** Takes the array as it is; for callers in this package that never touch it again. */
    static CcmPayload owning(byte[] bytes, int length) {
        return new CcmPayload(bytes, length);
    }

    public int length() {
        return length;
    }

    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length).slice().asReadOnlyBuffer();
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** The packet as text; bytes that are no UTF-8 are replaced. */
    public String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CcmPayload payload && Arrays.equals(bytes, 0, length, payload.bytes, 0, payload.length);
    }

    @Override
    public int hashCode() {
        return buffer().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
