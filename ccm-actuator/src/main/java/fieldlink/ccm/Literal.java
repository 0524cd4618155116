package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that stand in every packet of the usual layout. They are most of it, so they are compared eight at a time. */
final class Literal {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] bytes;

    private Literal(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param text ASCII, at least eight characters */
    static Literal of(String text) {
        if (text.length() < Long.BYTES) {
            throw new IllegalArgumentException("'" + text + "' is too short to be compared eight bytes at a time");
        }
        return new Literal(text.getBytes(US_ASCII));
    }

    int length() {
        return bytes.length;
    }

    /** Whether the array holds it at a place, all of it before {@code end}. */
    boolean isAt(byte[] array, int at, int end) {
        int last = bytes.length - Long.BYTES;
        if (at + bytes.length > end) {
            return false;
        }
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) LONG.get(array, at + i) != (long) LONG.get(bytes, i)) {
                return false;
            }
        }
        // The last eight bytes, some of which may have been compared already.
        return (long) LONG.get(array, at + last) == (long) LONG.get(bytes, last);
    }

    void copyTo(byte[] array, int at) {
        System.arraycopy(bytes, 0, array, at, bytes.length);
    }
}
