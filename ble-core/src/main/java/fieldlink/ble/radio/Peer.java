package fieldlink.ble.radio;

import fieldlink.ble.DeviceAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One device that somebody wants something of: its link, who borrows it, and how it went so far. */
final class Peer {
    final DeviceAddress device;

    /** Clients by the number of the request that borrowed the link. */
    final Map<Long, String> borrowers = new TreeMap<>();

    /** Failed connects in a row. */
    int failures;

    /** Links that dropped in the middle of work, in a row. */
    int drops;

    /** Operations that the stack was too busy for, in a row. */
    int busy;

    /** Rounds of connects that were given up, in a row; spaces the tries of subscriptions that nobody waits for. */
    int rounds;

    /** Nothing is tried at the device before. */
    Duration notBefore = Duration.ZERO;

    @Nullable
    Fault lastFault;

    /** When the system was last told to forget the device. */
    @Nullable
    Duration droppedAt;

    /** The system is being told to forget the device since then. */
    @Nullable
    Duration dropping;

    private @Nullable Link link;

    Peer(DeviceAddress device) {
        this.device = device;
    }

    Optional<Link> link() {
        return Optional.ofNullable(link);
    }

    /** The link, when it is in the life that is named. */
    Optional<Link> link(LinkRef ref) {
        return link().filter(current -> current.ref.equals(ref));
    }

    void setLink(@Nullable Link current) {
        link = current;
    }

    void succeeded() {
        failures = 0;
        drops = 0;
        busy = 0;
        rounds = 0;
        lastFault = null;
    }

    boolean mayTry(Duration now) {
        return dropping == null && now.compareTo(notBefore) >= 0;
    }
}
