package fieldlink.jobs.robot.worker;

/** Tells a flood of output from much output: more than so many bytes within one window. */
final class OutputMeter {
    private final long allowed;
    private final long windowMillis;
    private long windowStart;
    private long seen;

    OutputMeter(long allowed, long windowMillis) {
        this.allowed = allowed;
        this.windowMillis = windowMillis;
    }

    /** @return whether this is a flood */
    boolean add(long bytes, long nowMillis) {
        if (nowMillis - windowStart >= windowMillis) {
            windowStart = nowMillis;
            seen = 0;
        }
        seen += bytes;
        return seen > allowed;
    }
}
