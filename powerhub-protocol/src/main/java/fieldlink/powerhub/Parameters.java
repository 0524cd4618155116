package fieldlink.powerhub;

/** How the parameters of each mode lie in the big-endian number that follows mode and channel. */
final class Parameters {
    private static final int U8 = 0xff;
    private static final int U16 = 0xffff;

    private Parameters() {}

    /** Of {@link Mode#SET} and {@link Mode#FADE}. */
    static int level(Mode mode, long parameters) {
        return (int) (mode == Mode.SET ? parameters : parameters >> 16) & U8;
    }

    /** The duration of a fade, the period of a blink, the pause of a strobe: always the last two bytes. */
    static int lastMillis(long parameters) {
        return (int) parameters & U16;
    }

    /** Of {@link Mode#STROBE}. */
    static int totalMillis(long parameters) {
        return (int) (parameters >> 16) & U16;
    }

    /** Of {@link Mode#STROBE}. */
    static int count(long parameters) {
        return (int) (parameters >> 32) & U8;
    }

    static long ofStrobe(int count, int totalMillis, int pauseMillis) {
        return ((long) count << 32) | ((long) totalMillis << 16) | pauseMillis;
    }
}
