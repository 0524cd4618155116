package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which links hold the connection slots of each adapter. An adapter that refuses a link teaches how many it has. */
final class SlotLedger {
    private final int assumed;
    private final Map<AdapterName, Integer> learned = new HashMap<>();
    private final Map<AdapterName, Set<LinkRef>> holders = new HashMap<>();

    /** @param assumed slots of an adapter of which nothing was learned */
    SlotLedger(int assumed) {
        this.assumed = assumed;
    }

    void take(LinkRef link) {
        holders.computeIfAbsent(link.key().adapter(), name -> new LinkedHashSet<>())
                .add(link);
    }

    void free(LinkRef link) {
        Set<LinkRef> held = holders.get(link.key().adapter());
        if (held != null) {
            held.remove(link);
        }
    }

    /** In the order in which they were taken. */
    Set<LinkRef> holders(AdapterName adapter) {
        return Set.copyOf(holders.getOrDefault(adapter, Set.of()));
    }

    boolean isFull(AdapterName adapter) {
        return holders.getOrDefault(adapter, Set.of()).size() >= slots(adapter);
    }

    int slots(AdapterName adapter) {
        return learned.getOrDefault(adapter, assumed);
    }

    /** The adapter refused this link for want of a slot: the others are all it carries. */
    void refused(LinkRef link) {
        int others = holders.getOrDefault(link.key().adapter(), Set.of()).size() - 1;
        learned.put(link.key().adapter(), Math.max(1, others));
    }
}
