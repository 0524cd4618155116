package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.GattTree;
import fieldlink.ble.LinkStatus.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One life of a link to a device, from the claim of the antenna to its end. */
final class Link {
    final LinkRef ref;
    final Duration madeAt;

    /** Found at the start instead of made. */
    final boolean adopted;

    /** Handles whose notifications are on. */
    final Set<Integer> notifying = new HashSet<>();

    /** Handles whose notifications nobody wants any more. */
    final Set<Integer> unwanted = new HashSet<>();

    Phase phase;
    Duration phaseSince;
    Duration idleSince;
    boolean rediscovered;

    /** The device changed its services; they are to be looked up again. */
    boolean stale;

    boolean used;
    private @Nullable GattTree tree;
    private @Nullable Work work;
    private Duration workSince = Duration.ZERO;

    Link(LinkRef ref, Duration now, boolean adopted) {
        this.ref = ref;
        this.madeAt = now;
        this.adopted = adopted;
        this.phase = adopted ? Phase.DISCOVERING : Phase.CONNECTING;
        this.phaseSince = now;
        this.idleSince = now;
    }

    AdapterName adapter() {
        return ref.key().adapter();
    }

    void enter(Phase next, Duration now) {
        phase = next;
        phaseSince = now;
    }

    void discovered(GattTree found) {
        tree = found;
        notifying.clear();
        unwanted.clear();
    }

    /** The services; only of a ready link. */
    GattTree tree() {
        if (tree == null) {
            throw new IllegalStateException(ref + " is " + phase + " and has no services yet");
        }
        return tree;
    }

    Optional<Work> work() {
        return Optional.ofNullable(work);
    }

    void begin(Work begun, Duration now) {
        work = begun;
        workSince = now;
    }

    void finishWork(Duration now) {
        work = null;
        idleSince = now;
    }

    void abandonWork() {
        work = work == null ? null : work.abandoned();
    }

    Duration workSince() {
        return workSince;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    boolean isFreeForWork() {
        return isReady() && work == null;
    }
}
