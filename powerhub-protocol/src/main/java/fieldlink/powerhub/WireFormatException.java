package fieldlink.powerhub;

/** Bytes that break the protocol: where, what was expected there, and what was found instead. */
public final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String expected;
    private final String found;

    /** @param offset of the first byte that is wrong; the length of the frame where it ends too early */
    public WireFormatException(int offset, String expected, String found) {
        super("at byte " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    public int offset() {
        return offset;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
