package fieldlink.powerhub.sim;

/**
 * What the firmware's sources do not settle, because it depends on the libraries under it.
 *
 * @param oversize what the Bluetooth stack does with a write longer than the firmware's buffer
 * @param fadesBlock whether a command for an output whose fade is still running holds up all outputs, as the PWM driver
 *     of the vendor's chip does
 */
public record Quirks(Oversize oversize, boolean fadesBlock) {
    /** What happens to bytes after the 256th. */
    public enum Oversize {
        /** Newer stacks: refused whole. */
        REJECTED,
        /** Older stacks: cut off in silence. */
        TRUNCATED
    }

    public static final Quirks DEFAULT = new Quirks(Oversize.REJECTED, false);
}
