package fieldlink.ble.radio;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has an adapter's antenna: its scanner, one connection being made, or nobody. Under exclusive control a connection
 * claims it first and begins when the scanner has stopped; the scanner comes back when the claim is gone.
 *
 * @param since when {@code scan} became what it is
 * @param connector who claims it for making a connection
 * @param begun whether the claimant has gone on the air
 */
record Antenna(Scan scan, Duration since, @Nullable LinkRef connector, Duration claimedAt, boolean begun) {
    enum Scan {
        OFF,
        STARTING,
        ON,
        STOPPING
    }

    static Antenna idle(Duration now) {
        return new Antenna(Scan.OFF, now, null, now, false);
    }

    Antenna scanning(Scan next, Duration now) {
        return new Antenna(next, now, connector, claimedAt, begun);
    }

    Antenna claim(LinkRef by, Duration now) {
        return new Antenna(scan, since, by, now, false);
    }

    Antenna begin() {
        return new Antenna(scan, since, connector, claimedAt, true);
    }

    Antenna release(LinkRef by) {
        return by.equals(connector) ? new Antenna(scan, since, null, claimedAt, false) : this;
    }

    Optional<LinkRef> claimant() {
        return Optional.ofNullable(connector);
    }

    boolean isClaimed() {
        return connector != null;
    }

    /** Whether the scanner may go on the air. */
    boolean isFreeForScan(boolean exclusive) {
        return scan == Scan.OFF && !(exclusive && isClaimed());
    }

    /** Whether the claimant may go on the air. */
    boolean isFreeForConnect(boolean exclusive) {
        return isClaimed() && !begun && (!exclusive || scan == Scan.OFF);
    }

    /** The scanner has to give way. */
    boolean mustYield(boolean exclusive) {
        return exclusive && isClaimed() && scan == Scan.ON;
    }
}
