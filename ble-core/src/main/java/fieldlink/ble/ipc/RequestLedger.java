package fieldlink.ble.ipc;

import fieldlink.ble.Cancellation;
import fieldlink.ble.wire.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests: those under way, and for a while those that ended, so that a client that did not wait can
 * ask. Lives on the loop's thread.
 */
final class RequestLedger {
    private final DaemonSettings.Retention retention;
    private final InstantSource clock;
    private final Map<String, Entry> byId = new HashMap<>();
    /** The first to end comes first. */
    private final Set<Entry> ended = new LinkedHashSet<>();

    RequestLedger(DaemonSettings.Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** A request under way; of two with the same id the younger is found. */
    Entry begin(String id, Owner owner) {
        Entry entry = new Entry(id, owner);
        byId.put(id, entry);
        return entry;
    }

    /** Its reply is kept, be it a success or an error. */
    void end(Entry entry, JsonObject reply) {
        entry.reply = reply;
        entry.endedAt = clock.instant();
        ended.add(entry);
        forgetOld();
    }

    Optional<Entry> find(String id) {
        forgetOld();
        return Optional.ofNullable(byId.get(id));
    }

    private void forgetOld() {
        Instant now = clock.instant();
        Iterator<Entry> oldest = ended.iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            boolean tooMany = ended.size() > retention.results();
            if (!tooMany && !entry.isOlderThan(retention.age(), now)) {
                return;
            }
            oldest.remove();
            byId.remove(entry.id, entry);
        }
    }

    int size() {
        return byId.size();
    }

    /** Whose request it is. */
    interface Owner {}

    static final class Entry {
        private final String id;
        private final Owner owner;
        private final Cancellation cancellation = new Cancellation();
        private @Nullable JsonObject reply;
        private @Nullable Instant endedAt;

        private Entry(String id, Owner owner) {
            this.id = id;
            this.owner = owner;
        }

        String id() {
            return id;
        }

        Owner owner() {
            return owner;
        }

        Cancellation cancellation() {
            return cancellation;
        }

        /** Empty while it is under way. */
        Optional<JsonObject> reply() {
            return Optional.ofNullable(reply);
        }

        private boolean isOlderThan(Duration age, Instant now) {
            return endedAt != null && endedAt.plus(age).isBefore(now);
        }
    }
}
