package fieldlink.ble.radio;

import fieldlink.ble.BleStatus;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkStatus.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs operations over ready links: one at a time for each device, subscriptions restored before anything else. */
final class WorkDesk {
    private final RadioState state;
    private final HealthDesk health;
    private final LinkDesk links;
    private final LinkEnds ends;

    WorkDesk(RadioState state, HealthDesk health, LinkDesk links, LinkEnds ends) {
        this.state = state;
        this.health = health;
        this.links = links;
        this.ends = ends;
    }

    void tick(Duration now) {
        for (Peer peer : List.copyOf(state.peers.values())) {
            peer.link().ifPresent(link -> {
                endHangingWork(peer, link, now);
                serve(peer, link, now);
            });
        }
    }

    void agenda(Agenda agenda) {
        state.links().stream()
                .filter(link -> link.work().isPresent())
                .forEach(link ->
                        agenda.at(link.workSince().plus(state.settings.links().operationTimeout())));
    }

    void answered(LinkRef ref, Reply reply, Duration now) {
        state.knownPeer(ref.key().device())
                .ifPresent(peer -> peer.link(ref).ifPresent(link -> {
                    if (link.phase == Phase.DISCOVERING) {
                        servicesTold(peer, link, reply, now);
                    } else if (link.isReady()) {
                        link.work().ifPresent(work -> workDone(peer, link, work, reply, now));
                    }
                }));
    }

    void notified(LinkRef ref, int handle, GattValue value) {
        state.subscriptions
                .fedBy(ref.key().device(), handle)
                .forEach(subscription -> state.want(new Effect.Notify(subscription.number, value)));
    }

    /** A subscription is over; when it was the last of its characteristic the device is told to be quiet. */
    void withdrawn(Subscriptions.Declared subscription) {
        state.knownPeer(subscription.device)
                .flatMap(Peer::link)
                .ifPresent(link -> link.notifying.stream()
                        .filter(handle -> subscription.comesFrom(handle)
                                && state.subscriptions
                                        .fedBy(subscription.device, handle)
                                        .isEmpty())
                        .forEach(link.unwanted::add));
    }

    /** The handles are void: services are looked up again as soon as the radio is free for it. */
    void servicesChanged(Peer peer, Link link, Duration now) {
        link.stale = true;
        serve(peer, link, now);
    }

    private void rediscover(Peer peer, Link link, Duration now) {
        for (Subscriptions.Declared subscription : state.subscriptions.of(peer.device)) {
            if (subscription.isFlowing()) {
                subscription.broke(now);
                state.want(new Effect.Gap(subscription.number, BleStatus.CHARACTERISTIC_NOT_FOUND));
            }
        }
        link.stale = false;
        link.enter(Phase.DISCOVERING, now);
        state.want(new Effect.Call(link.ref, new GattCall.Discover()));
    }

    private void servicesTold(Peer peer, Link link, Reply reply, Duration now) {
        GattTree tree = reply.tree();
        if (tree == null) {
            Fault fault = reply.failure()
                    .orElseGet(() -> Fault.of(fieldlink.ble.RadioFault.FAILED, "discovery told no services"));
            if (link.adopted && !link.used && !state.settings.recovery().endGhosts()) {
                ends.remove(peer, link);
            } else {
                links.failConnect(peer, link, fault, now);
            }
            return;
        }
        links.discovered(peer, link, tree, now);
        if (link.adopted) {
            probe(link, now);
        }
    }

    /** A link that was found is believed only after one read: BlueZ may say Connected when nothing is there. */
    private void probe(Link link, Duration now) {
        link.tree().services().stream()
                .flatMap(service -> service.characteristics().stream())
                .filter(one -> one.can(CharacteristicProperty.READ))
                .findFirst()
                .ifPresent(one ->
                        call(link, Work.own(Work.Kind.PROBE, one.handle()), new GattCall.Read(one.handle()), now));
    }

    private void serve(Peer peer, Link link, Duration now) {
        if (link.stale && link.isFreeForWork()) {
            rediscover(peer, link, now);
        }
        while (link.isFreeForWork() && peer.mayTry(now)) {
            if (!restoreOne(peer, link, now) && !quietOne(link, now) && !serveOne(peer, link, now)) {
                return;
            }
        }
    }

    private boolean restoreOne(Peer peer, Link link, Duration now) {
        Optional<Subscriptions.Declared> broken = state.subscriptions.of(peer.device).stream()
                .filter(subscription -> !subscription.isFlowing())
                .findFirst();
        broken.ifPresent(subscription -> {
            Characteristics.Choice choice = Characteristics.toSubscribe(link.tree(), subscription.characteristic);
            if (choice instanceof Characteristics.Choice.Impossible impossible) {
                end(subscription, impossible.failure());
            } else if (choice instanceof Characteristics.Choice.Chosen chosen) {
                int handle = chosen.characteristic().handle();
                if (link.notifying.contains(handle)) {
                    resume(subscription, handle, now);
                } else {
                    call(link, Work.own(Work.Kind.RESTORE, handle), new GattCall.StartNotify(handle), now);
                }
            }
        });
        return broken.isPresent();
    }

    private boolean quietOne(Link link, Duration now) {
        Optional<Integer> unwanted = link.unwanted.stream().findFirst();
        unwanted.ifPresent(handle -> {
            link.unwanted.remove(handle);
            boolean wantedAgain =
                    !state.subscriptions.fedBy(link.ref.key().device(), handle).isEmpty();
            if (!wantedAgain && link.notifying.remove(handle)) {
                call(link, Work.own(Work.Kind.UNSUBSCRIBE, handle), new GattCall.StopNotify(handle), now);
            }
        });
        return unwanted.isPresent();
    }

    private boolean serveOne(Peer peer, Link link, Duration now) {
        Optional<Request> next = state.queue.nextFor(peer.device, now);
        next.ifPresent(request -> {
            state.queue.remove(request.number());
            link.used = true;
            link.idleSince = now;
            request.operation()
                    .accept(new Start(state, peer, link, request))
                    .ifPresent(call -> call(link, Work.serve(call.handle(), request), call, now));
        });
        return next.isPresent();
    }

    private void workDone(Peer peer, Link link, Work work, Reply reply, Duration now) {
        if (reply.failure().isEmpty()) {
            link.finishWork(now);
            peer.succeeded();
            health.succeeded(link.adapter());
            succeeded(peer, link, work, reply, now);
            return;
        }
        Fault fault = reply.failure().orElseThrow();
        switch (fault.kind()) {
            case IN_PROGRESS -> busy(peer, link, work, fault, now);
            case NOT_CONNECTED, UNKNOWN_DEVICE -> {
                putBack(peer, link, work, fault, now);
                ends.broke(peer, link, fault.words(), now);
            }
            case LINK_LOST, SERVICE_DOWN, NOT_READY -> ends.broke(peer, link, fault.words(), now);
            case TIMED_OUT -> hung(peer, link, now);
            case UNKNOWN_ATTRIBUTE -> attributeGone(peer, link, work, fault, now);
            case CONNECT_ABORTED, CANCELLED, NO_SLOT, ATT, NOT_SUPPORTED, TOO_LONG, NOT_PERMITTED, FAILED -> {
                link.finishWork(now);
                refused(peer, link, work, fault);
            }
        }
    }

    private void succeeded(Peer peer, Link link, Work work, Reply reply, Duration now) {
        Request request = work.request();
        switch (work.kind()) {
            case RESTORE -> {
                link.notifying.add(work.handle());
                state.subscriptions.of(peer.device).stream()
                        .filter(subscription -> !subscription.isFlowing() && means(link, subscription, work.handle()))
                        .forEach(subscription -> resume(subscription, work.handle(), now));
                if (state.subscriptions.fedBy(peer.device, work.handle()).isEmpty()) {
                    link.unwanted.add(work.handle());
                }
            }
            case SERVE -> {
                if (request != null) {
                    state.complete(request, request.operation().accept(new Finish(state, link, work, request, reply)));
                }
            }
            case UNSUBSCRIBE, PROBE -> {}
        }
    }

    private void refused(Peer peer, Link link, Work work, Fault fault) {
        Request request = work.request();
        switch (work.kind()) {
            case SERVE -> {
                if (request != null) {
                    state.fail(request, fault.toFailure(request.operation().words() + " at " + peer.device));
                }
            }
            case RESTORE ->
                state.subscriptions.of(peer.device).stream()
                        .filter(subscription -> !subscription.isFlowing() && means(link, subscription, work.handle()))
                        .forEach(subscription ->
                                end(subscription, fault.toFailure("subscribing to " + subscription.characteristic)));
            case UNSUBSCRIBE, PROBE -> {}
        }
    }

    private void busy(Peer peer, Link link, Work work, Fault fault, Duration now) {
        link.finishWork(now);
        Optional<Duration> pause = RetryPolicy.afterBusy(++peer.busy);
        if (pause.isPresent()) {
            peer.notBefore = now.plus(pause.get());
            Request request = work.request();
            if (request != null) {
                state.queue.putBack(request);
            }
        } else {
            peer.busy = 0;
            refused(peer, link, work, fault);
        }
    }

    private void attributeGone(Peer peer, Link link, Work work, Fault fault, Duration now) {
        link.finishWork(now);
        if (link.rediscovered) {
            refused(peer, link, work, fault);
            return;
        }
        link.rediscovered = true;
        Request request = work.request();
        if (request != null) {
            state.queue.putBack(request);
        }
        rediscover(peer, link, now);
    }

    /** The operation was never sent, so even a write may be tried on the next link. */
    private void putBack(Peer peer, Link link, Work work, Fault fault, Duration now) {
        Request request = work.request();
        if (request != null && request.onLink() == 0 && ++peer.busy < RetryPolicy.ATTEMPTS) {
            state.queue.putBack(request);
        } else if (request != null) {
            state.fail(request, fault.toFailure(request.operation().words() + " at " + peer.device));
        }
        link.finishWork(now);
    }

    private void endHangingWork(Peer peer, Link link, Duration now) {
        boolean hangs = link.work().isPresent()
                && now.compareTo(link.workSince().plus(state.settings.links().operationTimeout())) >= 0;
        if (hangs) {
            health.faulted(link.adapter(), "an operation at " + link.ref.key() + " hung", now);
            hung(peer, link, now);
        }
    }

    /** The link is of no use any more: its users are told, and it is ended. */
    private void hung(Peer peer, Link link, Duration now) {
        ends.tell(peer, link, "an operation got no answer", now);
        links.close(link, now);
    }

    private void resume(Subscriptions.Declared subscription, int handle, Duration now) {
        subscription.flows(handle);
        state.want(new Effect.Resume(subscription.number, now.minus(subscription.brokenSince)));
    }

    private void end(Subscriptions.Declared subscription, Failure failure) {
        state.subscriptions.withdraw(subscription.number);
        state.want(new Effect.EndSubscription(subscription.number, failure));
    }

    private void call(Link link, Work work, GattCall call, Duration now) {
        link.begin(work, now);
        state.want(new Effect.Call(link.ref, call));
    }

    private static boolean means(Link link, Subscriptions.Declared subscription, int handle) {
        return link.tree().find(subscription.characteristic).stream().anyMatch(one -> one.handle() == handle);
    }
}
