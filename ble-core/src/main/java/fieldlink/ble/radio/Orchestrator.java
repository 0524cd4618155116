package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.BleSettings;
import fieldlink.ble.BleStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.LinkKey;
import fieldlink.ble.LinkStatus.Phase;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a shared radio does. Every method is one event: it takes the steady time, changes the state, and leaves
 * effects to be fetched with {@link #takeEffects} and carried out in order. When {@link #nextDue} comes,
 * {@link #tick} is called.
 *
 * <p>Not safe for several threads; never asks for the time itself.
 */
public final class Orchestrator {
    /** A decision may make the next one possible in the same moment; more rounds than this would be a loop. */
    private static final int ROUNDS = 8;

    private final RadioState state;
    private final HealthDesk health;
    private final LinkEnds ends;
    private final RequestDesk requests;
    private final AdapterDesk adapters;
    private final LinkDesk links;
    private final WorkDesk work;
    private final ScanDesk scans;

    /** What was due by then has been dealt with. */
    private Duration ticked = Duration.ZERO;

    public Orchestrator(BleSettings settings) {
        state = new RadioState(settings);
        health = new HealthDesk(state);
        ends = new LinkEnds(state);
        requests = new RequestDesk(state);
        adapters = new AdapterDesk(state, health, ends);
        links = new LinkDesk(state, health, ends);
        work = new WorkDesk(state, health, links, ends);
        scans = new ScanDesk(state, health);
    }

    /** What is to be done because of the events since the last call. */
    public List<Effect> takeEffects() {
        return state.takeEffects();
    }

    /**
     * When {@link #tick} is needed next, if no event comes before. May be past: not every event deals with what is due.
     */
    public Optional<Duration> nextDue(Duration now) {
        Agenda agenda = new Agenda(ticked);
        requests.agenda(agenda);
        adapters.agenda(agenda);
        links.agenda(agenda);
        work.agenda(agenda);
        scans.agenda(agenda, links.isLooking(now));
        return agenda.earliest();
    }

    /** Does what time alone calls for. */
    public void tick(Duration now) {
        int before;
        int rounds = 0;
        do {
            before = state.countEffects();
            requests.tick(now);
            work.tick(now);
            links.tick(now);
            scans.tick(now, links.isLooking(now));
            adapters.tick(now); // last, because the others report the faults that its steps are for
        } while (state.countEffects() > before && ++rounds < ROUNDS);
        ticked = now;
    }

    // What clients want.

    /** Takes a request in. It ends with exactly one {@link Effect.Complete}. */
    public void submit(Request request, Duration now) {
        requests.submit(request);
        tick(now);
    }

    /** Takes a request back; false when none of that number is waiting or under way. */
    public boolean cancel(long number, Duration now) {
        boolean found = !requests.takeBack(
                        request -> request.number() == number,
                        Failure.of(BleStatus.CANCELLED, "the request was taken back", ""))
                .isEmpty();
        tick(now);
        return found;
    }

    /** Ends everything of a client that went away. Its scans and searches are ended by their numbers. */
    public void clientGone(String client, Duration now) {
        requests.takeBack(
                request -> request.client().equals(client),
                Failure.of(BleStatus.CLOSED, "the client " + client + " is closed", ""));
        state.peers.values().forEach(peer -> peer.borrowers.values().removeIf(client::equals));
        state.subscriptions.of(client).forEach(subscription -> {
            state.subscriptions.withdraw(subscription.number);
            work.withdrawn(subscription);
        });
        tick(now);
    }

    /** A link that was borrowed with that request is given back. */
    public void giveBack(long borrow, Duration now) {
        for (Peer peer : state.peers.values()) {
            if (peer.borrowers.remove(borrow) != null) {
                peer.link().ifPresent(link -> link.idleSince = now);
            }
        }
        tick(now);
    }

    /** A subscription is not wanted any more. */
    public void withdraw(long subscription, Duration now) {
        state.subscriptions.withdraw(subscription).ifPresent(work::withdrawn);
        tick(now);
    }

    /** Somebody listens to advertisements, until {@link #stopListening}. */
    public void listen(long listener, Duration now) {
        scans.listen(listener);
        tick(now);
    }

    /** Somebody looks for a device: answered by {@link Effect.Found}, unless {@link #stopListening} comes first. */
    public void search(long search, ScanFilter filter, Duration now) {
        scans.search(search, filter, now);
        tick(now);
    }

    public void stopListening(long listenerOrSearch, Duration now) {
        scans.stopListening(listenerOrSearch);
        tick(now);
    }

    /** An operator's order. */
    public void recover(AdapterName adapter, RecoveryStep step, Duration now) {
        adapters.order(adapter, step, now);
        tick(now);
    }

    /** An operator wants a device forgotten by the system: its link ends, whoever uses it. */
    public void forget(DeviceAddress device, Duration now) {
        Peer peer = state.peer(device);
        peer.link().ifPresent(link -> {
            ends.tell(peer, link, "an operator made the system forget the device", now);
            links.close(link, now);
        });
        for (AdapterName adapter : state.adapters.keySet()) {
            state.cache.discard(device, adapter);
            state.want(new Effect.Forget(new LinkKey(adapter, device)));
        }
        tick(now);
    }

    public void changeQueue(QueueSettings settings, Duration now) {
        state.queue.change(settings);
        tick(now);
    }

    // What the radio reports.

    /** @param wallNow the time for people, to be noted on sightings */
    public void happened(RadioEvent event, Instant wallNow, Duration now) {
        event.accept(new Happening(wallNow, now));
    }

    public void scanStarted(AdapterName adapter, Optional<Fault> fault, Duration now) {
        scans.started(adapter, fault, now);
        tick(now);
    }

    public void scanStopped(AdapterName adapter, Optional<Fault> fault, Duration now) {
        scans.stopped(adapter, fault, now);
        tick(now);
    }

    public void connected(LinkRef link, Optional<Fault> fault, Duration now) {
        links.connected(link, fault, now);
        tick(now);
    }

    /** A link is ended. How the call went does not matter: the books are closed either way. */
    public void disconnected(LinkRef link, Duration now) {
        links.disconnected(link);
        tick(now);
    }

    public void answered(LinkRef link, Reply reply, Duration now) {
        work.answered(link, reply, now);
        tick(now);
    }

    public void forgotten(LinkKey link, Duration now) {
        links.forgotten(link);
        tick(now);
    }

    public void recovered(AdapterName adapter, RecoveryStep step, Optional<Fault> fault, Duration now) {
        adapters.recovered(adapter, step, fault, now);
        tick(now);
    }

    // What there is to see.

    public List<Advertisement> fresh(Duration now) {
        return state.cache.fresh(now);
    }

    public List<Advertisement> history(DeviceAddress device) {
        return state.cache.history(device);
    }

    public List<AdapterName> adapters() {
        return List.copyOf(state.adapters.keySet());
    }

    public QueueSettings queueSettings() {
        return state.queue.settings();
    }

    public CentralStatus status(Instant wallNow, Duration now) {
        return new StatusView(state, wallNow, now).status();
    }

    private final class Happening implements RadioEvent.Visitor {
        private final Instant wallNow;
        private final Duration now;

        Happening(Instant wallNow, Duration now) {
            this.wallNow = wallNow;
            this.now = now;
        }

        @Override
        public void adapterAdded(RadioEvent.AdapterAdded event) {
            if (state.settings.uses(event.info().name())) {
                adapters.added(event.info(), now);
                tick(now);
            }
        }

        @Override
        public void adapterRemoved(RadioEvent.AdapterRemoved event) {
            adapters.removed(event.adapter(), now);
            tick(now);
        }

        @Override
        public void heard(RadioEvent.Heard event) {
            if (state.adapter(event.adapter()).isEmpty()) {
                return;
            }
            scans.heard(
                    new Advertisement(
                            event.device(), event.adapter(), event.name(), event.rssi(), event.data(), wallNow),
                    now);
            // Most sightings change nothing else, and there are hundreds a second.
            if (state.knownPeer(event.device())
                    .filter(peer -> peer.link().isEmpty())
                    .isPresent()) {
                tick(now);
            }
        }

        @Override
        public void scanEnded(RadioEvent.ScanEnded event) {
            scans.ended(event.adapter(), now);
            tick(now);
        }

        @Override
        public void linkFound(RadioEvent.LinkFound event) {
            if (state.adapter(event.link().adapter()).isPresent()) {
                links.found(event.link(), now);
                tick(now);
            }
        }

        @Override
        public void linkDown(RadioEvent.LinkDown event) {
            current(event.link()).ifPresent(link -> {
                Peer peer = state.peer(event.link().device());
                if (link.phase == Phase.DISCOVERING) {
                    links.failConnect(peer, link, Fault.of(RadioFault.LINK_LOST, event.reason()), now);
                } else if (link.isReady()) {
                    ends.broke(peer, link, event.reason(), now);
                }
            });
            tick(now);
        }

        @Override
        public void notified(RadioEvent.Notified event) {
            current(event.link())
                    .filter(Link::isReady)
                    .ifPresent(link -> work.notified(link.ref, event.handle(), event.value()));
        }

        @Override
        public void servicesChanged(RadioEvent.ServicesChanged event) {
            current(event.link())
                    .ifPresent(
                            link -> work.servicesChanged(state.peer(event.link().device()), link, now));
            tick(now);
        }

        @Override
        public void serviceDown(RadioEvent.ServiceDown event) {
            adapters.serviceDown(event.reason(), now);
            tick(now);
        }

        @Override
        public void serviceUp(RadioEvent.ServiceUp event) {
            adapters.serviceUp(now);
            tick(now);
        }

        private Optional<Link> current(LinkKey key) {
            return state.knownPeer(key.device())
                    .flatMap(Peer::link)
                    .filter(link -> link.ref.key().equals(key));
        }
    }
}
