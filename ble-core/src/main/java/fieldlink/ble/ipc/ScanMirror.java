package fieldlink.ble.ipc;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleCentral;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.Registration;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.ScanFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The daemon's own scan: one registration that keeps the shared discovery on, answers look-ups without asking the
 * session, and feeds every client that wants to see what is heard.
 */
final class ScanMirror implements AutoCloseable {
    private final Map<DeviceAddress, Advertisement> fresh = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArraySet<Consumer<ScanEvent>> watchers = new CopyOnWriteArraySet<>();
    private final Executor loop;
    private final Registration scan;

    /** @param loop where watchers are called */
    ScanMirror(BleCentral central, Executor loop) {
        this.loop = loop;
        this.scan = central.scan(ScanFilter.ALL, this::heard);
    }

    private void heard(ScanEvent event) {
        Advertisement seen = event.advertisement();
        if (event instanceof ScanEvent.Heard) {
            fresh.put(seen.address(), seen);
        } else {
            fresh.remove(seen.address());
        }
        if (!watchers.isEmpty()) {
            loop.execute(() -> watchers.forEach(watcher -> watcher.accept(event)));
        }
    }

    Optional<Advertisement> find(String address) {
        try {
            return Optional.ofNullable(fresh.get(DeviceAddress.parse(address)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Ordered by address. */
    List<Advertisement> list(ScanFilter filter) {
        return fresh.values().stream().filter(filter::matches).toList();
    }

    /** What is fresh comes at once, on the calling thread. */
    Registration watch(Consumer<ScanEvent> watcher) {
        fresh.values().forEach(seen -> watcher.accept(new ScanEvent.Heard(seen)));
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    int size() {
        return fresh.size();
    }

    @Override
    public void close() {
        scan.close();
    }
}
