package fieldlink.ble;

/** Requests since the start, by how they ended. {@code total} also counts those that have not. */
public record RequestCounters(long total, long completed, long failed, long timedOut, long refused, long cancelled) {
    public static final RequestCounters NONE = new RequestCounters(0, 0, 0, 0, 0, 0);
}
