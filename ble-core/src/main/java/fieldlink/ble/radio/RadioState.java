package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleSettings;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.LinkKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is known, shared by the desks that decide on it, and the effects that they want. */
final class RadioState {
    final BleSettings settings;
    final ScanCache cache;
    final RequestQueue queue;
    final SlotLedger slots;
    final Counters counters = new Counters();
    final Subscriptions subscriptions = new Subscriptions();
    final Map<AdapterName, Adapter> adapters = new TreeMap<>();
    final Map<DeviceAddress, Peer> peers = new LinkedHashMap<>();

    /** Devices that a client has connected to: those whose silence means something. */
    final Set<DeviceAddress> familiar = new HashSet<>();

    /** Since when the Bluetooth service is down; null while it is up. */
    @Nullable
    Duration serviceDownSince;

    /** Since when no adapter is usable; null while one is. */
    @Nullable
    Duration unusableSince = Duration.ZERO;

    private final List<Effect> effects = new ArrayList<>();
    private long generations;

    RadioState(BleSettings settings) {
        this.settings = settings;
        this.cache = new ScanCache(settings.scan());
        this.queue = new RequestQueue(settings.queue());
        this.slots = new SlotLedger(settings.links().slots());
    }

    void want(Effect effect) {
        effects.add(effect);
    }

    int countEffects() {
        return effects.size();
    }

    List<Effect> takeEffects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    Peer peer(DeviceAddress device) {
        return peers.computeIfAbsent(device, Peer::new);
    }

    Optional<Peer> knownPeer(DeviceAddress device) {
        return Optional.ofNullable(peers.get(device));
    }

    Optional<Adapter> adapter(AdapterName name) {
        return Optional.ofNullable(adapters.get(name));
    }

    LinkRef newLink(LinkKey key) {
        return new LinkRef(key, ++generations);
    }

    List<Link> links() {
        return peers.values().stream().flatMap(peer -> peer.link().stream()).toList();
    }

    boolean isExpected(DeviceAddress device) {
        Set<DeviceAddress> pinned = settings.recovery().pinned();
        return pinned.isEmpty() ? familiar.contains(device) : pinned.contains(device);
    }

    /** Whether somebody wants a link to the device. */
    boolean isWanted(Peer peer) {
        return queue.hasFor(peer.device) || subscriptions.hasFor(peer.device);
    }

    /** Ends a request. The only place where that happens, so that it is counted and happens once. */
    void complete(Request request, Outcome outcome) {
        counters.ended(outcome);
        want(new Effect.Complete(request.number(), outcome));
    }

    void fail(Request request, Failure failure) {
        complete(request, new Outcome.Failed(failure));
    }
}
