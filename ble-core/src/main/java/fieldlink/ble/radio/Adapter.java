package fieldlink.ble.radio;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One adapter: what it is, who has its antenna, how healthy it is. */
final class Adapter {
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

    /** When the antenna was last taken from a scan that is wanted. */
    Duration scanMissedSince;

    /** The last sighting with content. */
    @Nullable
    Duration lastHeard;

    String remark = "";

    Adapter(AdapterDescription info, Duration now) {
        this.info = info;
        this.antenna = Antenna.idle(now);
        this.scanMissedSince = now;
    }

    AdapterName name() {
        return info.name();
    }

    boolean isUsable() {
        return info.powered() && !info.isDead() && recovering == null && stepWanted == null;
    }

    void forgetAntenna(Duration now) {
        antenna = Antenna.idle(now);
    }
}
