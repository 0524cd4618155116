package fieldlink.powerhub;

/** How much one write to FFF1 may hold. */
public record BatchLimits(int commands, int bytes) {
    /** The depth of the firmware's queue: more commands than this in one write meet a full queue. */
    public static final int QUEUE_DEPTH = 16;

    /** The firmware's receive buffer. */
    public static final int BUFFER_BYTES = 256;

    /** The connection's transfer unit that the firmware prefers; one write carries three bytes less. */
    public static final int PREFERRED_MTU = 256;

    static final int WRITE_OVERHEAD = 3;

    public static final BatchLimits DEFAULT = forMtu(PREFERRED_MTU);

    public BatchLimits {
        if (commands < 1 || commands > QUEUE_DEPTH) {
            throw new IllegalArgumentException(
                    "limit of " + commands + " commands is outside 1 to " + QUEUE_DEPTH + ", the hub's queue");
        }
        if (bytes < ChannelCommand.MAX_LENGTH || bytes > BUFFER_BYTES) {
            throw new IllegalArgumentException("limit of " + bytes + " bytes is outside " + ChannelCommand.MAX_LENGTH
                    + " (one strobe) to " + BUFFER_BYTES + " (the hub's buffer)");
        }
    }

    /** What one write holds on a connection with this transfer unit. */
    public static BatchLimits forMtu(int mtu) {
        return new BatchLimits(QUEUE_DEPTH, Math.min(mtu - WRITE_OVERHEAD, BUFFER_BYTES));
    }
}
