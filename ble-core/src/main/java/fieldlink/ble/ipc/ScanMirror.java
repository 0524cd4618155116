package fieldlink.ble.ipc;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Registration;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The daemon's own scan: one registration that keeps the shared discovery on, answers look-ups without asking the
 * session, and feeds every client that wants to see what is heard.
 */
final class ScanMirror implements AutoCloseable {
    /** Until they are reported as unavailable, which for a device that speaks rarely is later than they are fresh. */
    private final Map<DeviceAddress, Kept> kept = new ConcurrentSkipListMap<>();

    private final CopyOnWriteArraySet<Consumer<ScanEvent>> watchers = new CopyOnWriteArraySet<>();
    private final Executor loop;
    private final long freshNanos;
    private final LongSupplier clock;
    private final Registration scan;

    private record Kept(Advertisement seen, long at) {}

    /**
     * @param loop where watchers are called
     * @param ttl how long a sighting is fresh
     * @param clock nanoseconds that only grow
     */
    ScanMirror(BleCentral central, Executor loop, Duration ttl, LongSupplier clock) {
        this.loop = loop;
        this.freshNanos = ttl.toNanos();
        this.clock = clock;
        this.scan = central.scan(ScanFilter.ALL, this::heard);
    }

    private void heard(ScanEvent event) {
        Advertisement seen = event.advertisement();
        if (event instanceof ScanEvent.Heard) {
            kept.put(seen.address(), new Kept(seen, clock.getAsLong()));
        } else {
            kept.remove(seen.address());
        }
        if (!watchers.isEmpty()) {
            loop.execute(() -> watchers.forEach(watcher -> watcher.accept(event)));
        }
    }

    Optional<Advertisement> find(String address) {
        try {
            return Optional.ofNullable(kept.get(DeviceAddress.parse(address)))
                    .filter(this::isFresh)
                    .map(Kept::seen);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Ordered by address. */
    List<Advertisement> list(ScanFilter filter) {
        return fresh().filter(filter::matches).toList();
    }

    private Stream<Advertisement> fresh() {
        return kept.values().stream().filter(this::isFresh).map(Kept::seen);
    }

    private boolean isFresh(Kept sighting) {
        return clock.getAsLong() - sighting.at() <= freshNanos;
    }

    /** What is fresh comes at once, on the calling thread. */
    Registration watch(Consumer<ScanEvent> watcher) {
        fresh().forEach(seen -> watcher.accept(new ScanEvent.Heard(seen)));
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public void close() {
        scan.close();
    }
}
