package fieldlink.ble.radio;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.GattTree;
import fieldlink.ble.LinkKey;
import fieldlink.ble.LinkStatus.Phase;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes links for those who want one, and ends those that nobody wants. */
final class LinkDesk {
    /** Disconnecting lingers for two to three seconds on BlueZ; more is a fault. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

    /** A connect that keeps others waiting is cut at this; one that is alone may take the full time. */
    private static final Duration FAIR_SHARE = Duration.ofSeconds(5);

    private static final Duration DROP_COOL_DOWN = Duration.ofMinutes(1);
    private static final int FAILURES_BEFORE_DROP = 2;

    private final RadioState state;
    private final HealthDesk health;
    private final LinkEnds ends;

    LinkDesk(RadioState state, HealthDesk health, LinkEnds ends) {
        this.state = state;
        this.health = health;
        this.ends = ends;
    }

    /** Lets go of calls that hang, makes links, ends idle ones. */
    void tick(Duration now) {
        for (Peer peer : List.copyOf(state.peers.values())) {
            if (peer.dropping != null && elapsed(peer.dropping, CLOSE_TIMEOUT, now)) {
                peer.dropping = null;
            }
            peer.link().ifPresent(link -> giveUpWhenHanging(peer, link, now));
        }
        for (DeviceAddress device : wanted(now)) {
            claim(state.peer(device), now);
        }
        state.adapters.values().forEach(adapter -> begin(adapter, now));
        state.peers.values().forEach(peer -> peer.link().ifPresent(link -> endWhenIdle(peer, link, now)));
        state.peers.values().removeIf(peer -> isForgettable(peer, now));
    }

    void agenda(Agenda agenda) {
        for (Peer peer : state.peers.values()) {
            if (peer.dropping != null) {
                agenda.at(peer.dropping.plus(CLOSE_TIMEOUT));
            }
            agenda.at(peer.notBefore);
            peer.link().ifPresent(link -> agenda.at(nextDue(peer, link)));
        }
        state.adapters.values().forEach(adapter -> {
            if (adapter.antenna.isClaimed() && !adapter.antenna.begun()) {
                agenda.at(
                        adapter.antenna.claimedAt().plus(state.settings.links().exclusiveWait()));
            }
        });
    }

    /** Whether a device is wanted that has to be heard first. */
    boolean isLooking(Duration now) {
        return wanted(now).stream()
                .map(state::peer)
                .anyMatch(peer -> peer.link().isEmpty()
                        && state.cache.fresh(peer.device, now).isEmpty());
    }

    void connected(LinkRef ref, Optional<Fault> fault, Duration now) {
        boolean nobodys =
                state.knownPeer(ref.key().device()).flatMap(Peer::link).isEmpty();
        if (fault.isEmpty() && nobodys) {
            // Given up, by a power cycle say, and come about all the same: it would hold a slot for ever.
            state.want(new Effect.Disconnect(ref));
        }
        find(ref, Phase.CONNECTING).ifPresent(peer -> {
            Link link = peer.link(ref).orElseThrow();
            fault.ifPresentOrElse(failed -> failConnect(peer, link, failed, now), () -> {
                link.enter(Phase.DISCOVERING, now);
                state.want(new Effect.Call(ref, new GattCall.Discover()));
            });
        });
    }

    void discovered(Peer peer, Link link, GattTree tree, Duration now) {
        link.discovered(tree);
        link.enter(Phase.READY, now);
        link.idleSince = now;
        releaseAntenna(link);
        peer.failures = 0;
        peer.rounds = 0;
        if (!link.adopted) {
            state.familiar.add(peer.device);
        }
        state.adapter(link.adapter()).ifPresent(adapter -> adapter.silence = adapter.silence.linked(peer.device));
        health.succeeded(link.adapter());
    }

    /** A connect or the discovery after it failed. */
    void failConnect(Peer peer, Link link, Fault fault, Duration now) {
        boolean mayStillExist = link.phase != Phase.CONNECTING || fault.kind() == RadioFault.TIMED_OUT;
        releaseAntenna(link);
        if (fault.kind() == RadioFault.NO_SLOT) {
            state.slots.refused(link.ref);
        }
        if (fault.kind() == RadioFault.UNKNOWN_DEVICE) {
            state.cache.discard(peer.device, link.adapter());
        }
        if (mayStillExist) {
            close(link, now);
        } else {
            ends.remove(peer, link);
        }
        peer.lastFault = fault;
        peer.failures++;
        if (fault.kind() == RadioFault.TIMED_OUT || fault.kind() == RadioFault.FAILED) {
            health.faulted(link.adapter(), "connecting " + link.ref.key() + ": " + fault.words(), now);
        }
        dropWhenStale(peer, link.ref.key(), fault, now);
        RetryPolicy.afterConnect(fault.kind(), peer.failures)
                .ifPresentOrElse(pause -> peer.notBefore = now.plus(pause), () -> giveUp(peer, fault, now));
    }

    /** The connects to a device led nowhere: everybody who waits is told. */
    private void giveUp(Peer peer, Fault fault, Duration now) {
        int tries = peer.failures;
        peer.failures = 0;
        peer.notBefore = now.plus(RetryPolicy.betweenRestores(peer.rounds++));
        Failure told = fault.toFailure("connecting " + peer.device);
        BleStatus status = told.status() == BleStatus.NOT_PERMITTED || told.status() == BleStatus.SLOTS_FULL
                ? told.status()
                : BleStatus.CONNECT_FAILED;
        Failure failure = Failure.of(
                status, told.message() + ", after " + tries + (tries == 1 ? " try" : " tries"), told.advice());
        state.queue
                .removeAll(request -> request.device().equals(peer.device))
                .forEach(request -> state.fail(request, failure));
    }

    void close(Link link, Duration now) {
        if (link.phase != Phase.CLOSING) {
            link.enter(Phase.CLOSING, now);
            state.want(new Effect.Disconnect(link.ref));
        }
    }

    void disconnected(LinkRef ref) {
        find(ref, Phase.CLOSING)
                .ifPresent(peer -> ends.remove(peer, peer.link(ref).orElseThrow()));
    }

    void forgotten(LinkKey key) {
        state.knownPeer(key.device()).ifPresent(peer -> peer.dropping = null);
    }

    /** A link that exists though it was not made here: taken over, then looked at. */
    void found(LinkKey key, Duration now) {
        Peer peer = state.peer(key.device());
        if (peer.link().isEmpty()) {
            Link link = new Link(state.newLink(key), now, true);
            peer.setLink(link);
            state.slots.take(link.ref);
            state.want(new Effect.Call(link.ref, new GattCall.Discover()));
        }
    }

    /** Devices that somebody wants a link to, the most urgent first; subscriptions last. */
    private Set<DeviceAddress> wanted(Duration now) {
        Set<DeviceAddress> devices = new LinkedHashSet<>(state.queue.devicesByUrgency(now));
        state.subscriptions.all().forEach(one -> devices.add(one.device));
        return devices;
    }

    private void claim(Peer peer, Duration now) {
        if (peer.link().isPresent() || !peer.mayTry(now)) {
            return;
        }
        for (Advertisement seen : state.cache.fresh(peer.device, now)) {
            Optional<Adapter> usable = state.adapter(seen.adapter())
                    .filter(Adapter::isUsable)
                    .filter(adapter -> !adapter.antenna.isClaimed() && !owesScan(adapter, now));
            if (usable.isPresent() && hasSlot(usable.get(), now)) {
                Link link = new Link(state.newLink(new LinkKey(seen.adapter(), peer.device)), now, false);
                peer.setLink(link);
                state.slots.take(link.ref);
                usable.get().antenna = usable.get().antenna.claim(link.ref, now);
                return;
            }
        }
    }

    private boolean owesScan(Adapter adapter, Duration now) {
        return state.settings.links().exclusive() && adapter.owesScan(now);
    }

    /** Whether a slot is free; when none is, the link that idles for longest is ended to make room. */
    private boolean hasSlot(Adapter adapter, Duration now) {
        if (!state.slots.isFull(adapter.name())) {
            return true;
        }
        state.links().stream()
                .filter(link -> link.adapter().equals(adapter.name()))
                .filter(link -> link.isFreeForWork()
                        && isUnneeded(state.peer(link.ref.key().device()), link))
                .min((a, b) -> a.idleSince.compareTo(b.idleSince))
                .ifPresent(link -> close(link, now));
        return false;
    }

    private void begin(Adapter adapter, Duration now) {
        Optional<LinkRef> claimant = adapter.antenna.claimant();
        if (claimant.isEmpty() || adapter.antenna.begun()) {
            return;
        }
        Duration patience = state.settings.links().exclusiveWait();
        if (adapter.antenna.scan() != Antenna.Scan.OFF
                && state.settings.links().exclusive()
                && elapsed(adapter.antenna.claimedAt(), patience, now)) {
            // A scan that cannot be stopped is given up rather than waited for.
            adapter.antenna = adapter.antenna.scanning(Antenna.Scan.OFF, now);
            health.faulted(adapter.name(), "the scan did not stop within " + patience.toMillis() + " ms", now);
        }
        if (adapter.antenna.isFreeForConnect(state.settings.links().exclusive())) {
            LinkRef ref = claimant.get();
            adapter.antenna = adapter.antenna.begin();
            state.knownPeer(ref.key().device())
                    .flatMap(peer -> peer.link(ref))
                    .ifPresent(link -> link.enter(Phase.CONNECTING, now));
            state.want(new Effect.Connect(ref));
        }
    }

    private void giveUpWhenHanging(Peer peer, Link link, Duration now) {
        if (now.compareTo(link.phaseSince.plus(limit(peer, link))) < 0) {
            return;
        }
        switch (link.phase) {
            case CONNECTING, DISCOVERING -> {
                if (link.phase == Phase.CONNECTING && !isBegun(link)) {
                    return; // waits for the antenna, which is bounded by itself
                }
                String words = link.phase == Phase.CONNECTING ? "no answer" : "the services were not told";
                failConnect(peer, link, Fault.of(RadioFault.TIMED_OUT, words + " in time"), now);
            }
            case CLOSING -> {
                health.faulted(link.adapter(), "the link to " + link.ref.key() + " did not end", now);
                ends.remove(peer, link);
            }
            case READY -> {}
        }
    }

    private boolean isBegun(Link link) {
        return state.adapter(link.adapter())
                .map(adapter ->
                        adapter.antenna.begun() && adapter.antenna.claimant().equals(Optional.of(link.ref)))
                .orElse(false);
    }

    private Duration limit(Peer peer, Link link) {
        return switch (link.phase) {
            case CONNECTING ->
                othersWaitBehind(peer)
                        ? min(state.settings.links().connectTimeout(), FAIR_SHARE)
                        : state.settings.links().connectTimeout();
            case DISCOVERING -> state.settings.links().operationTimeout();
            case CLOSING -> CLOSE_TIMEOUT;
            case READY -> state.settings.links().idle();
        };
    }

    private boolean othersWaitBehind(Peer connecting) {
        return state.queue.all().stream()
                .anyMatch(request -> !request.device().equals(connecting.device)
                        && state.knownPeer(request.device())
                                .map(peer -> peer.link().isEmpty())
                                .orElse(true));
    }

    private Duration nextDue(Peer peer, Link link) {
        Duration due = link.isReady() ? link.idleSince : link.phaseSince;
        return due.plus(limit(peer, link));
    }

    private void endWhenIdle(Peer peer, Link link, Duration now) {
        if (link.isFreeForWork()
                && isUnneeded(peer, link)
                && elapsed(link.idleSince, state.settings.links().idle(), now)) {
            close(link, now);
        }
    }

    private boolean isUnneeded(Peer peer, Link link) {
        boolean foreign =
                link.adopted && !link.used && !state.settings.recovery().endGhosts();
        return !foreign && peer.borrowers.isEmpty() && !state.isWanted(peer);
    }

    private void dropWhenStale(Peer peer, LinkKey key, Fault fault, Duration now) {
        boolean suspicious = switch (fault.kind()) {
            case TIMED_OUT, FAILED, CONNECT_ABORTED, LINK_LOST, NOT_CONNECTED -> true;
            case IN_PROGRESS,
                    NOT_READY,
                    UNKNOWN_DEVICE,
                    UNKNOWN_ATTRIBUTE,
                    CANCELLED,
                    NO_SLOT,
                    ATT,
                    NOT_SUPPORTED,
                    TOO_LONG,
                    NOT_PERMITTED,
                    SERVICE_DOWN -> false;
        };
        boolean cooled = peer.droppedAt == null || elapsed(peer.droppedAt, DROP_COOL_DOWN, now);
        if (suspicious
                && cooled
                && peer.failures >= FAILURES_BEFORE_DROP
                && state.settings.recovery().allowed().contains(RecoveryStep.DROP_DEVICE)) {
            peer.droppedAt = now;
            peer.dropping = now;
            state.cache.discard(peer.device, key.adapter());
            state.want(new Effect.Forget(key));
        }
    }

    private void releaseAntenna(Link link) {
        state.adapter(link.adapter()).ifPresent(adapter -> adapter.antenna = adapter.antenna.release(link.ref));
    }

    private boolean isForgettable(Peer peer, Duration now) {
        boolean remembers = peer.droppedAt != null && !elapsed(peer.droppedAt, DROP_COOL_DOWN, now);
        return peer.link().isEmpty()
                && peer.borrowers.isEmpty()
                && !remembers
                && peer.mayTry(now)
                && !state.isWanted(peer);
    }

    private Optional<Peer> find(LinkRef ref, Phase phase) {
        return state.knownPeer(ref.key().device())
                .filter(peer -> peer.link(ref).map(link -> link.phase == phase).orElse(false));
    }

    private static boolean elapsed(Duration since, Duration limit, Duration now) {
        return now.minus(since).compareTo(limit) >= 0;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
