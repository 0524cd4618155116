package fieldlink.ccm.engine;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.actuator.WireValue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets no error of an outlet through: a packet that fails counts as one that the network did not take, so that it is
 * tried again as any other, and whoever else is to be told something hears it. One thread sends at a time; any may read
 * the numbers.
 */
final class CountingOutlet implements PacketOutlet {
    private static final System.Logger LOG = System.getLogger(CountingOutlet.class.getName());

    private final PacketOutlet outlet;
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    /** What the last packet of a tuple failed with, until one is taken again. */
    private final Map<CcmTuple, String> troubles = new ConcurrentHashMap<>();
    /** The causes that are in the log already. */
    private final Set<String> logged = new HashSet<>();

    CountingOutlet(PacketOutlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public boolean send(WireValue value, int priority) {
        packets.incrementAndGet();
        boolean taken = attempt(value, priority);
        if (!taken) {
            refused.incrementAndGet();
        } else if (troubles.remove(value.tuple()) != null && troubles.isEmpty()) {
            logged.clear();
        }
        return taken;
    }

    Sending numbers() {
        return new Sending(
                packets.get(),
                refused.get(),
                failures.get(),
                troubles.entrySet().stream()
                        .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                        .findFirst()
                        .orElse(null));
    }

    private boolean attempt(WireValue value, int priority) {
        try {
            return outlet.send(value, priority);
        } catch (RuntimeException e) {
            // One packet's bug must not silence the others: a motor that hears no OFF runs on.
            String cause = e.toString();
            troubles.put(value.tuple(), cause);
            // Whoever sees it counted finds the cause.
            failures.incrementAndGet();
            if (logged.add(cause)) {
                LOG.log(System.Logger.Level.ERROR, value.tuple() + " cannot be sent and is tried again: " + cause, e);
            }
            return false;
        }
    }
}
