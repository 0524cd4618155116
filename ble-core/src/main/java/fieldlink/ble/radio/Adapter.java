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

    /** What such a scan is given then: two rounds of the devices that advertise once a second. */
    private static final Duration SCAN_TURN = Duration.ofSeconds(2);

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

    /** Until then connects wait for a scan that waited for them. */
    Duration scanTurnEnds = Duration.ZERO;

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

    /** Whether it is a wanted scan's turn, after connects kept it waiting. One that cannot be started has none. */
    boolean owesScan(Duration now) {
        if (antenna.scan() == Antenna.Scan.ON) {
            return now.compareTo(scanTurnEnds) < 0;
        }
        Duration missed = scanMissedSince;
        return missed != null && scanFailures == 0 && now.minus(missed).compareTo(LONGEST_SCAN_PAUSE) >= 0;
    }

    /** The scan is on. When that was owed to it, it keeps the antenna for long enough to hear something. */
    void scanBegan(Duration now) {
        scanTurnEnds = owesScan(now) ? now.plus(SCAN_TURN) : now;
        scanMissedSince = null;
        scanFailures = 0;
        antenna = antenna.scanning(Antenna.Scan.ON, now);
        silence = silence.scanBegan(now);
    }

    void forgetAntenna(Duration now) {
        antenna = Antenna.idle(now);
    }
}
