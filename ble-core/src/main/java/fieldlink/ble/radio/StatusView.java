package fieldlink.ble.radio;

import fieldlink.ble.AdapterStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.LinkStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state as people and metrics see it, at one moment. */
final class StatusView {
    private final RadioState state;
    private final Instant wallNow;
    private final Duration now;

    StatusView(RadioState state, Instant wallNow, Duration now) {
        this.state = state;
        this.wallNow = wallNow;
        this.now = now;
    }

    CentralStatus status() {
        return new CentralStatus(
                now,
                state.cache.countFresh(now),
                state.adapters.values().stream().map(this::adapter).toList(),
                state.links().stream().map(this::link).toList(),
                state.subscriptions.all().stream()
                        .map(one -> new CentralStatus.Subscription(
                                one.client, one.device, one.characteristic, one.isFlowing()))
                        .toList(),
                new CentralStatus.Queue(state.queue.settings(), requests(), state.counters.counts()));
    }

    private List<CentralStatus.Request> requests() {
        List<CentralStatus.Request> listed = new ArrayList<>();
        state.links()
                .forEach(link ->
                        link.work().map(Work::request).ifPresent(request -> listed.add(request(request, true))));
        state.queue.all().forEach(request -> listed.add(request(request, false)));
        return listed;
    }

    private CentralStatus.Request request(Request request, boolean running) {
        Request.Terms terms = request.terms();
        return new CentralStatus.Request(
                request.number(),
                request.client(),
                request.operation().kind(),
                request.device(),
                running,
                new CentralStatus.Request.Times(
                        terms.priority(),
                        terms.label(),
                        wall(terms.createdAt()),
                        request.age(now),
                        terms.dueAt().minus(terms.createdAt())));
    }

    private AdapterStatus adapter(Adapter adapter) {
        return new AdapterStatus(
                adapter.info,
                activity(adapter),
                state.slots.slots(adapter.name()),
                state.links().stream()
                        .filter(link -> link.adapter().equals(adapter.name()))
                        .map(this::link)
                        .toList(),
                wallOrNull(adapter.lastHeard),
                new AdapterStatus.Health(
                        adapter.ladder.failures(),
                        adapter.ladder.lastStep().orElse(null),
                        adapter.ladder.needsHelp(),
                        adapter.remark));
    }

    private static AdapterStatus.Activity activity(Adapter adapter) {
        if (adapter.recovering != null) {
            return AdapterStatus.Activity.RECOVERING;
        }
        if (!adapter.isUsable()) {
            return AdapterStatus.Activity.OFF;
        }
        if (adapter.antenna.begun()) {
            return AdapterStatus.Activity.CONNECTING;
        }
        return adapter.antenna.scan() == Antenna.Scan.OFF
                ? AdapterStatus.Activity.IDLE
                : AdapterStatus.Activity.SCANNING;
    }

    private LinkStatus link(Link link) {
        List<String> clients = state.knownPeer(link.ref.key().device()).stream()
                .flatMap(peer -> Stream.concat(
                        peer.borrowers.values().stream(),
                        state.subscriptions.of(peer.device).stream().map(one -> one.client)))
                .distinct()
                .toList();
        Duration idle = link.work().isPresent() ? Duration.ZERO : now.minus(link.idleSince);
        return new LinkStatus(link.ref.key(), link.phase, clients, now.minus(link.madeAt), idle, link.adopted);
    }

    private Instant wall(Duration moment) {
        return wallNow.minus(now.minus(moment));
    }

    private @Nullable Instant wallOrNull(@Nullable Duration moment) {
        return moment == null ? null : wall(moment);
    }
}
