package fieldlink.ble;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one adapter is.
 *
 * @param slots links it carries at most, as set or learned
 * @param holders who has the slots that are taken
 * @param lastHeard the last sighting with content, null when none yet
 * @param health the recovery ladder's view
 */
public record AdapterStatus(
        AdapterDescription info,
        Activity activity,
        int slots,
        List<LinkStatus> holders,
        @Nullable Instant lastHeard,
        Health health) {
    public AdapterStatus {
        holders = List.copyOf(holders);
    }

    /** Who has the adapter's antenna now. */
    public enum Activity {
        OFF,
        IDLE,
        SCANNING,
        CONNECTING,
        RECOVERING
    }

    /**
     * @param failuresInARow radio failures since the last success; the caller's mistakes are not counted
     * @param lastStep the last recovery step, null when none was needed
     * @param needsHelp the ladder is at its end: a person has to unplug, power-cycle or repair
     */
    public record Health(int failuresInARow, @Nullable RecoveryStep lastStep, boolean needsHelp, String remark) {
        public static final Health GOOD = new Health(0, null, false, "");
    }
}
