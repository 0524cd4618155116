package fieldlink.ble.radio;

import fieldlink.ble.Advertisement;
import fieldlink.ble.BleStatus;
import fieldlink.ble.LinkStatus.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes requests in, and ends those whose time is up or that are taken back. */
final class RequestDesk {
    /** How long the radio may be away before those who wait for it are told; covers a restart of the service. */
    private static final Duration RADIO_GRACE = Duration.ofSeconds(8);

    private final RadioState state;

    RequestDesk(RadioState state) {
        this.state = state;
    }

    void submit(Request request) {
        state.counters.submitted();
        if (request.onLink() != 0 && !isOnLink(request)) {
            state.fail(request, Failure.of(BleStatus.LINK_LOST, "the link to " + request.device() + " is gone", ""));
            return;
        }
        Admission admission = state.queue.admit(request);
        if (admission instanceof Admission.Refused refused) {
            state.fail(request, refused.failure());
        } else {
            state.peer(request.device());
        }
    }

    void tick(Duration now) {
        state.queue
                .removeAll(request -> request.isDue(now))
                .forEach(request -> state.fail(request, expired(request, now)));
        state.queue
                .removeAll(request -> state.queue.isTooOld(request, now))
                .forEach(request -> state.fail(request, tooOld(request, now)));
        for (Peer peer : state.peers.values()) {
            peer.link()
                    .ifPresent(link -> link.work().map(Work::request).ifPresent(request -> {
                        if (request.isDue(now)) {
                            link.abandonWork();
                            state.fail(request, hanging(request));
                        }
                    }));
        }
        if (radioIsAway(now)) {
            state.queue.removeAll(request -> true).forEach(request -> state.fail(request, noRadio()));
        }
    }

    void agenda(Agenda agenda) {
        state.queue.all().forEach(request -> {
            agenda.at(request.terms().dueAt());
            if (state.queue.settings().skipOld()) {
                agenda.at(request.terms()
                        .createdAt()
                        .plus(state.queue.settings().maxAge())
                        .plusNanos(1));
            }
        });
        state.links()
                .forEach(link -> link.work()
                        .map(Work::request)
                        .ifPresent(request -> agenda.at(request.terms().dueAt())));
        Duration away = state.unusableSince;
        if (away != null) {
            agenda.at(away.plus(RADIO_GRACE));
        }
    }

    /** Ends what matches, waiting or under way. What is under way is not undone. */
    List<Request> takeBack(Predicate<Request> matching, Failure why) {
        List<Request> ended = new java.util.ArrayList<>(state.queue.removeAll(matching));
        for (Link link : state.links()) {
            link.work().map(Work::request).filter(matching).ifPresent(request -> {
                link.abandonWork();
                ended.add(request);
            });
        }
        ended.forEach(request -> state.fail(request, why));
        return ended;
    }

    private boolean isOnLink(Request request) {
        return state.knownPeer(request.device())
                .flatMap(Peer::link)
                .filter(link -> link.ref.generation() == request.onLink() && link.phase != Phase.CLOSING)
                .isPresent();
    }

    private boolean radioIsAway(Duration now) {
        Duration since = state.unusableSince;
        return since != null && now.minus(since).compareTo(RADIO_GRACE) >= 0;
    }

    private Failure noRadio() {
        if (state.serviceDownSince != null) {
            return Failure.of(
                    BleStatus.RADIO_UNAVAILABLE,
                    "the Bluetooth service is not running",
                    "start it: systemctl start bluetooth");
        }
        if (state.adapters.isEmpty()) {
            return Failure.of(
                    BleStatus.RADIO_UNAVAILABLE, "there is no Bluetooth adapter", "plug one in; it is used at once");
        }
        return Failure.of(
                BleStatus.RADIO_UNAVAILABLE,
                "no Bluetooth adapter is switched on",
                "switch it on: bluetoothctl power on, or rfkill unblock bluetooth");
    }

    /** Why a request that waited until its deadline did not run: the first reason that holds. */
    private Failure expired(Request request, Duration now) {
        if (state.unusableSince != null) {
            return noRadio();
        }
        Optional<Link> link = state.knownPeer(request.device()).flatMap(Peer::link);
        boolean heard = !state.cache.fresh(request.device(), now).isEmpty();
        if (link.isEmpty() && !heard) {
            return notHeard(request, now);
        }
        if (link.isEmpty() && allSlotsTaken(request, now)) {
            return slotsFull(request, now);
        }
        String trouble = state.knownPeer(request.device())
                .map(peer -> peer.lastFault)
                .map(fault -> "; the last try said: " + fault.words())
                .orElse("");
        return Failure.of(
                BleStatus.TIMED_OUT,
                request.operation().words() + " at " + request.device() + " was not begun within its deadline"
                        + trouble,
                "");
    }

    private Failure notHeard(Request request, Duration now) {
        List<Advertisement> history = state.cache.history(request.device());
        String last = history.isEmpty()
                ? "never since the start"
                : "last "
                        + state.cache
                                .silenceOf(request.device(), now)
                                .orElse(Duration.ZERO)
                                .toSeconds() + " s ago by "
                        + history.get(history.size() - 1).adapter();
        return Failure.of(
                BleStatus.DEVICE_NOT_FOUND,
                request.device() + " was not heard (" + last + ")",
                "check that it is switched on, near, and not connected to something else");
    }

    private boolean allSlotsTaken(Request request, Duration now) {
        return state.cache.fresh(request.device(), now).stream().allMatch(seen -> state.slots.isFull(seen.adapter()));
    }

    private Failure slotsFull(Request request, Duration now) {
        String holders = state.cache.fresh(request.device(), now).stream()
                .flatMap(seen -> state.slots.holders(seen.adapter()).stream())
                .map(ref -> ref.key().toString() + heldBy(ref))
                .sorted()
                .collect(Collectors.joining(", "));
        return Failure.of(
                BleStatus.SLOTS_FULL,
                "every connection slot is taken: " + holders,
                "give a link back, wait longer, or add an adapter");
    }

    private String heldBy(LinkRef ref) {
        String clients = state.knownPeer(ref.key().device()).stream()
                .flatMap(peer -> peer.borrowers.values().stream())
                .distinct()
                .collect(Collectors.joining(" and "));
        return clients.isEmpty() ? "" : " (" + clients + ")";
    }

    private static Failure hanging(Request request) {
        boolean harmless = request.operation().isRepeatable();
        return Failure.of(
                BleStatus.TIMED_OUT,
                request.operation().words() + " at " + request.device() + " got no answer within its deadline"
                        + (harmless ? "" : "; whether it was done is unknown"),
                harmless ? "" : "read the state back before writing again");
    }

    private static Failure tooOld(Request request, Duration now) {
        return Failure.of(
                BleStatus.TOO_OLD,
                request.operation().words() + " at " + request.device() + " waited for "
                        + request.age(now).toSeconds() + " s and was skipped",
                "ask less often, or let the queue keep old requests");
    }
}
