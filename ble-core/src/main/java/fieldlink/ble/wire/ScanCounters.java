package fieldlink.ble.wire;

/** Look-ups in the scan cache since the start. */
public record ScanCounters(long asked, long found) {
    public static final ScanCounters NONE = new ScanCounters(0, 0);

    public long missed() {
        return asked - found;
    }

    public ScanCounters with(boolean hit) {
        return new ScanCounters(asked + 1, hit ? found + 1 : found);
    }
}
