package fieldlink.ble.radio;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One adapter: what it is, who has its antenna, how healthy it is. */
final class Adapter {
    /** A wanted scan is kept off the air for no longer than this by one connect after the other. */
    private static final Duration LONGEST_SCAN_PAUSE = Duration.ofSeconds(10);

    AdapterDescription info;
    Antenna antenna;
    RecoveryLadder ladder = RecoveryLadder.FOOT;
    SilenceWatch silence = SilenceWatch.RESTING;
    /** The step that the ladder calls for and that is not begun yet. */
    @Nullable
    RecoveryStep stepWanted;

    @Nullable
    RecoveryStep recovering;

    Duration recoveringSince = Duration.ZERO;
    Duration scanNotBefore = Duration.ZERO;
    int scanFailures;

    /** Since when a wanted scan has been off the air; null while it is on, or nobody wants it. */
    @Nullable
    Duration scanMissedSince;

    /** The last sighting with content. */
    @Nullable
    Duration lastHeard;

    String remark = "";

    Adapter(AdapterDescription info, Duration now) {
        this.info = info;
        this.antenna = Antenna.idle(now);
    }

    AdapterName name() {
        return info.name();
    }

    boolean isUsable() {
        return info.powered() && !info.isDead() && recovering == null && stepWanted == null;
    }

    /** Whether connects have kept a wanted scan waiting for too long. One that cannot be started is not waited for. */
    boolean owesScan(Duration now) {
        Duration missed = scanMissedSince;
        return missed != null && scanFailures == 0 && now.minus(missed).compareTo(LONGEST_SCAN_PAUSE) >= 0;
    }

    void forgetAntenna(Duration now) {
        antenna = Antenna.idle(now);
    }
}
