package fieldlink.powerhub;

/** The shapes FFF6 has had. All start with supply and two temperatures; then currents, flags and a zero. */
public enum MonitorLayout {
    /** With the total current: the published document's 36 bytes. */
    M36(6, true),
    /** Without it: the firmware since then. */
    M32(6, false),
    /** A development board with one output. */
    M16(1, true);

    static final int SUPPLY = 0;
    static final int POWER_TEMPERATURE = 2;
    static final int CONTROL_TEMPERATURE = 4;
    static final int CURRENTS = 6;
    private static final int CURRENT_LENGTH = 4;
    private static final int NOTIFICATION_OVERHEAD = 3;
    /** Some builds notify this many bytes whatever they mean: the frame, then leftovers of their stack. */
    private static final int PADDED_NOTIFICATION = 36;

    private final int channels;
    private final boolean total;
    private final int firstChannel;
    private final int flags;

    MonitorLayout(int channels, boolean total) {
        this.channels = channels;
        this.total = total;
        this.firstChannel = CURRENTS + (total ? CURRENT_LENGTH : 0);
        this.flags = firstChannel + CURRENT_LENGTH * channels;
    }

    /**
     * The layout of a read, by its length. Only a read can tell: builds with shorter frames have notified 36 bytes too.
     *
     * @throws WireFormatException when no layout has this length
     */
    public static MonitorLayout ofRead(WireBytes frame) {
        return switch (frame.length()) {
            case 36 -> M36;
            case 32 -> M32;
            case 16 -> M16;
            default ->
                throw new WireFormatException(
                        frame.length(),
                        "a monitor frame of 36, 32 or 16 bytes",
                        frame.length() + " bytes"
                                + (frame.length() == 20 ? ", the cut of a connection with MTU 23" : ""));
        };
    }

    public int length() {
        return flags + 2;
    }

    /** The smallest transfer unit at which a notification arrives whole. */
    public int neededMtu() {
        return length() + NOTIFICATION_OVERHEAD;
    }

    /** Outputs whose current is in the frame. */
    public int channels() {
        return channels;
    }

    public boolean hasTotal() {
        return total;
    }

    /** Whether a notification of this length can be of this layout, with or without leftovers behind it. */
    public boolean canNotify(int bytes) {
        return bytes == length() || bytes == PADDED_NOTIFICATION;
    }

    int channelOffset(int index) {
        return firstChannel + CURRENT_LENGTH * index;
    }

    int flagsOffset() {
        return flags;
    }

    int reservedOffset() {
        return flags + 1;
    }
}
