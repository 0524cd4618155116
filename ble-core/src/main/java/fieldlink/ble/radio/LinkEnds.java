package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleStatus;
import java.time.Duration;
import java.util.List;

/** What the end of a link means to those who used it. */
final class LinkEnds {
    /** Links that may drop under a repeatable request before it is told. */
    private static final int DROPS = 3;

    private final RadioState state;

    LinkEnds(RadioState state) {
        this.state = state;
    }

    /** Takes a link out of the books; nobody is told. */
    void remove(Peer peer, Link link) {
        state.slots.free(link.ref);
        state.adapter(link.adapter()).ifPresent(adapter -> adapter.antenna = adapter.antenna.release(link.ref));
        peer.setLink(null);
    }

    /** A link broke: takes it out of the books and tells everybody who relied on it. */
    void broke(Peer peer, Link link, String reason, Duration now) {
        remove(peer, link);
        tell(peer, link, reason, now);
    }

    /** Tells everybody who relied on a link that it is over. The link itself may still have to be ended. */
    void tell(Peer peer, Link link, String reason, Duration now) {
        link.work().ifPresent(work -> settle(peer, work, reason));
        link.finishWork(now);
        Failure lost = Failure.of(BleStatus.LINK_LOST, "the link to " + peer.device + " was lost: " + reason, "");
        peer.borrowers.keySet().forEach(borrow -> state.want(new Effect.LinkGone(borrow, lost)));
        peer.borrowers.clear();
        state.queue
                .removeAll(request -> request.onLink() == link.ref.generation())
                .forEach(request -> state.fail(request, lost));
        for (Subscriptions.Declared subscription : state.subscriptions.of(peer.device)) {
            if (subscription.isFlowing()) {
                subscription.broke(now);
                state.want(new Effect.Gap(subscription.number, BleStatus.LINK_LOST));
            }
        }
    }

    /** All links of an adapter are over. */
    void allBroke(AdapterName adapter, String reason, Duration now) {
        for (Peer peer : List.copyOf(state.peers.values())) {
            peer.link()
                    .filter(link -> link.adapter().equals(adapter))
                    .ifPresent(link -> broke(peer, link, reason, now));
        }
    }

    private void settle(Peer peer, Work work, String reason) {
        Request request = work.request();
        if (request == null) {
            return;
        }
        peer.drops++;
        boolean again = request.operation().isRepeatable() && request.onLink() == 0 && peer.drops < DROPS;
        if (again) {
            state.queue.putBack(request);
        } else {
            String outcome = request.operation().isRepeatable() ? "" : "; whether it was done is unknown";
            state.fail(
                    request,
                    Failure.of(
                            BleStatus.LINK_LOST,
                            request.operation().words() + " at " + peer.device + ": the link was lost (" + reason + ")"
                                    + outcome,
                            outcome.isEmpty() ? "" : "read the state back before writing again"));
        }
    }
}
