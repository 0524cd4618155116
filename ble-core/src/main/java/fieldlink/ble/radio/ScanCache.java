package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.ScanSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was heard: the newest sighting of each device on each adapter, a history, and who fell silent. */
final class ScanCache {
    /** However rarely a device speaks up, after this it counts as gone. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

    private final ScanSettings settings;

    /** In the order of the last sighting, so that the one silent for longest makes room. */
    private final LinkedHashMap<DeviceAddress, Heard> devices = new LinkedHashMap<>();

    /** Devices that had to make room before they fell silent: nobody is to wait for them for ever. */
    private final List<Advertisement> pushedOut = new ArrayList<>();

    ScanCache(ScanSettings settings) {
        this.settings = settings;
    }

    private record Sighting(Advertisement advertisement, Duration at) {}

    private static final class Heard {
        private final Map<AdapterName, Sighting> byAdapter = new HashMap<>();
        private final Deque<Advertisement> history = new ArrayDeque<>();
        private @Nullable String name;
        private Duration last = Duration.ZERO;
        private Duration longestGap = Duration.ZERO;
        private boolean gone = true;
    }

    /** Takes a sighting in and returns it with the name that is known by now. */
    Advertisement heard(Advertisement seen, Duration now) {
        Heard device = Optional.ofNullable(devices.remove(seen.address())).orElseGet(Heard::new);
        devices.put(seen.address(), device);
        makeRoom();
        if (!device.gone) {
            Duration gap = now.minus(device.last);
            // A decaying maximum: one long gap is forgotten after some dozen sightings.
            Duration decayed = device.longestGap.multipliedBy(15).dividedBy(16);
            device.longestGap = gap.compareTo(decayed) > 0 ? gap : decayed;
        }
        if (seen.name() != null) {
            device.name = seen.name();
        }
        Advertisement named =
                new Advertisement(seen.address(), seen.adapter(), device.name, seen.rssi(), seen.data(), seen.seenAt());
        device.byAdapter.put(seen.adapter(), new Sighting(named, now));
        device.history.addLast(named);
        if (device.history.size() > settings.historyPerDevice()) {
            device.history.removeFirst();
        }
        device.last = now;
        device.gone = false;
        return named;
    }

    /** The fresh sightings of a device, one for each adapter, strongest signal first. */
    List<Advertisement> fresh(DeviceAddress address, Duration now) {
        Heard device = devices.getOrDefault(address, new Heard());
        return device.byAdapter.values().stream()
                .filter(sighting -> isFresh(sighting, now))
                .map(Sighting::advertisement)
                .sorted(Comparator.comparingInt(ScanCache::strength).reversed())
                .toList();
    }

    /** The strongest fresh sighting of every device, by address. */
    List<Advertisement> fresh(Duration now) {
        return devices.keySet().stream()
                .sorted()
                .flatMap(address -> fresh(address, now).stream().limit(1))
                .toList();
    }

    int countFresh(Duration now) {
        return (int) devices.values().stream()
                .filter(device -> now.minus(device.last).compareTo(settings.cacheTtl()) <= 0)
                .count();
    }

    List<Advertisement> history(DeviceAddress address) {
        Heard device = devices.get(address);
        return device == null ? List.of() : List.copyOf(device.history);
    }

    /** How long ago a device was heard. */
    Optional<Duration> silenceOf(DeviceAddress address, Duration now) {
        Heard device = devices.get(address);
        return device == null ? Optional.empty() : Optional.of(now.minus(device.last));
    }

    /** The sighting was wrong: the stack does not know the device. It must be heard again. */
    void discard(DeviceAddress address, AdapterName adapter) {
        Heard device = devices.get(address);
        if (device != null) {
            device.byAdapter.remove(adapter);
        }
    }

    /** Nothing heard by that adapter counts any more. */
    void discard(AdapterName adapter) {
        devices.values().forEach(device -> device.byAdapter.remove(adapter));
    }

    /**
     * The devices that fell silent since the last call: unheard for longer than the cache keeps sightings fresh, and for
     * longer than their own habit. Each is named once, until it is heard again.
     */
    List<Advertisement> fallenSilent(Duration now) {
        List<Advertisement> silent = new ArrayList<>(pushedOut);
        pushedOut.clear();
        devices.values().forEach(device -> {
            if (!device.gone && now.minus(device.last).compareTo(patienceWith(device)) > 0) {
                device.gone = true;
                device.longestGap = Duration.ZERO;
                silent.add(device.history.getLast());
            }
        });
        return silent;
    }

    boolean isEmpty() {
        return devices.isEmpty();
    }

    private Duration patienceWith(Heard device) {
        Duration habit = device.longestGap.multipliedBy(5).dividedBy(2);
        Duration patience = habit.compareTo(settings.cacheTtl()) > 0 ? habit : settings.cacheTtl();
        return patience.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : patience;
    }

    private boolean isFresh(Sighting sighting, Duration now) {
        return now.minus(sighting.at()).compareTo(settings.cacheTtl()) <= 0;
    }

    private static int strength(Advertisement seen) {
        return seen.hasRssi() ? seen.rssi() : Integer.MIN_VALUE;
    }

    private void makeRoom() {
        if (devices.size() > settings.maxDevices()) {
            Heard oldest = devices.remove(devices.keySet().iterator().next());
            if (oldest != null && !oldest.gone) {
                pushedOut.add(oldest.history.getLast());
            }
        }
    }
}
