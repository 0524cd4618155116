package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One value that a node listens for: what it took last, from whom, and until when it believes it. */
final class Slot {
    private final CcmTuple tuple;
    private final Duration validity;
    private final VirtualTime time;

    private @Nullable CcmDatum taken;
    private Ipv4Address sender = Ipv4Address.ANY;
    private long takenAt;
    /** M304 nodes never forget the strongest priority they saw. */
    private int strongestEver = 99;

    Slot(CcmTuple tuple, Duration validity, VirtualTime time) {
        this.tuple = tuple;
        this.validity = validity;
        this.time = time;
    }

    CcmTuple tuple() {
        return tuple;
    }

    /** The value while it is believed; empty means that the node decides for itself. */
    OptionalDouble value() {
        CcmDatum valid = valid();
        return valid == null ? OptionalDouble.empty() : valid.number();
    }

    @Nullable
    CcmDatum valid() {
        boolean fresh = taken != null && time.nanos() - takenAt < validity.toNanos();
        return fresh ? taken : null;
    }

    Ipv4Address sender() {
        return sender;
    }

    int strongestEver() {
        return strongestEver;
    }

    Duration age() {
        return Duration.ofNanos(time.nanos() - takenAt);
    }

    boolean offer(CcmDatum datum, Ipv4Address from, NodeProfile profile) {
        if (datum.number().isEmpty() || !profile.takes(this, datum, from)) {
            return false;
        }
        taken = datum;
        sender = from;
        takenAt = time.nanos();
        strongestEver = Math.min(strongestEver, datum.effectivePriority());
        return true;
    }

    /** As after a reboot. */
    void forget() {
        taken = null;
        strongestEver = 99;
    }
}
