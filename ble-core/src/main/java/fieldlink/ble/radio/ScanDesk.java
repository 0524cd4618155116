package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.RadioFault;
import fieldlink.ble.ScanFilter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keeps scans going on every adapter while somebody wants to hear, and gives way to connections. */
final class ScanDesk {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final RadioState state;
    private final HealthDesk health;
    private final Set<Long> listeners = new HashSet<>();
    private final Map<Long, ScanFilter> searches = new TreeMap<>();
    private Duration sweptAt = Duration.ZERO;

    ScanDesk(RadioState state, HealthDesk health) {
        this.state = state;
        this.health = health;
    }

    void listen(long listener) {
        listeners.add(listener);
    }

    void search(long search, ScanFilter filter, Duration now) {
        Optional<Advertisement> known =
                state.cache.fresh(now).stream().filter(filter::matches).findFirst();
        known.ifPresentOrElse(seen -> state.want(new Effect.Found(search, seen)), () -> searches.put(search, filter));
    }

    void stopListening(long listenerOrSearch) {
        listeners.remove(listenerOrSearch);
        searches.remove(listenerOrSearch);
    }

    boolean isWanted() {
        return state.settings.scan().always() || !listeners.isEmpty() || !searches.isEmpty();
    }

    void heard(Advertisement seen, Duration now) {
        Advertisement named = state.cache.heard(seen, now);
        if (!listeners.isEmpty()) {
            state.want(new Effect.Announce(named));
        }
        searches.entrySet().removeIf(search -> {
            boolean found = search.getValue().matches(named);
            if (found) {
                state.want(new Effect.Found(search.getKey(), named));
            }
            return found;
        });
        if (!seen.data().isEmpty()) {
            state.adapter(seen.adapter()).ifPresent(adapter -> {
                adapter.lastHeard = now;
                adapter.silence = adapter.silence.heard(seen.address(), state.isExpected(seen.address()), now);
            });
        }
    }

    /** @param looking whether a device that has to be heard is wanted */
    void tick(Duration now, boolean looking) {
        boolean wanted = looking || isWanted();
        state.adapters.values().forEach(adapter -> steer(adapter, wanted, now));
        if (elapsed(sweptAt, SWEEP, now)) {
            sweptAt = now;
            state.cache.fallenSilent(now).forEach(last -> state.want(new Effect.Silence(last)));
        }
    }

    void agenda(Agenda agenda, boolean looking) {
        boolean wanted = looking || isWanted();
        if (!state.cache.isEmpty() && !listeners.isEmpty()) {
            agenda.at(sweptAt.plus(SWEEP));
        }
        for (Adapter adapter : state.adapters.values()) {
            switch (adapter.antenna.scan()) {
                case STARTING, STOPPING -> agenda.at(adapter.antenna.since().plus(CALL_TIMEOUT));
                case ON -> {
                    agenda.at(adapter.scanTurnEnds);
                    agenda.at(adapter.silence
                            .lastHeard()
                            .plus(state.settings.recovery().silence()));
                }
                case OFF -> {
                    if (wanted && adapter.isUsable() && !adapter.antenna.isClaimed()) {
                        agenda.at(adapter.scanNotBefore);
                    }
                }
            }
        }
    }

    void started(AdapterName name, Optional<Fault> fault, Duration now) {
        state.adapter(name)
                .filter(adapter -> adapter.antenna.scan() == Antenna.Scan.STARTING)
                .ifPresent(adapter -> {
                    // Scanning already, whoever began it, is what was wanted.
                    boolean on = fault.map(failed -> failed.kind() == RadioFault.IN_PROGRESS)
                            .orElse(true);
                    if (on) {
                        adapter.scanBegan(now);
                    } else {
                        adapter.antenna = adapter.antenna.scanning(Antenna.Scan.OFF, now);
                        failed(adapter, fault.orElseThrow(), now);
                    }
                });
    }

    void stopped(AdapterName name, Optional<Fault> fault, Duration now) {
        state.adapter(name)
                .filter(adapter -> adapter.antenna.scan() == Antenna.Scan.STOPPING)
                .ifPresent(adapter -> {
                    adapter.antenna = adapter.antenna.scanning(Antenna.Scan.OFF, now);
                    fault.ifPresent(failed -> failed(adapter, failed, now));
                });
    }

    /** The scan ended by itself; it is started again when still wanted. */
    void ended(AdapterName name, Duration now) {
        state.adapter(name).ifPresent(adapter -> {
            if (adapter.antenna.scan() == Antenna.Scan.ON) {
                adapter.antenna = adapter.antenna.scanning(Antenna.Scan.OFF, now);
                adapter.scanNotBefore = now.plusMillis(250);
            }
        });
    }

    private void steer(Adapter adapter, boolean wanted, Duration now) {
        noteMissing(adapter, wanted, now);
        boolean exclusive = state.settings.links().exclusive();
        switch (adapter.antenna.scan()) {
            case OFF -> {
                if (wanted
                        && adapter.isUsable()
                        && adapter.antenna.isFreeForScan(exclusive)
                        && now.compareTo(adapter.scanNotBefore) >= 0) {
                    adapter.antenna = adapter.antenna.scanning(Antenna.Scan.STARTING, now);
                    state.want(new Effect.StartScan(
                            adapter.name(), state.settings.scan().mode()));
                }
            }
            case ON -> {
                if (!wanted || adapter.antenna.mustYield(exclusive)) {
                    stop(adapter, now);
                } else {
                    listenForSilence(adapter, now);
                }
            }
            case STARTING, STOPPING -> {
                if (elapsed(adapter.antenna.since(), CALL_TIMEOUT, now)) {
                    adapter.antenna = adapter.antenna.scanning(Antenna.Scan.OFF, now);
                    failed(adapter, Fault.of(RadioFault.TIMED_OUT, "no answer to starting or stopping a scan"), now);
                }
            }
        }
    }

    /** A scan that is on misses nothing, however long ago it began. */
    private static void noteMissing(Adapter adapter, boolean wanted, Duration now) {
        if (!wanted || adapter.antenna.scan() == Antenna.Scan.ON) {
            adapter.scanMissedSince = null;
        } else if (adapter.scanMissedSince == null) {
            adapter.scanMissedSince = now;
        }
    }

    private void stop(Adapter adapter, Duration now) {
        adapter.antenna = adapter.antenna.scanning(Antenna.Scan.STOPPING, now);
        state.want(new Effect.StopScan(adapter.name()));
    }

    private void listenForSilence(Adapter adapter, Duration now) {
        SilenceWatch.Verdict verdict =
                adapter.silence.check(now, state.settings.recovery().silence());
        adapter.silence = verdict.next();
        switch (verdict.finding()) {
            case FINE -> {}
            case RESTART_SCAN -> {
                state.want(new Effect.Report(false, adapter.name() + " hears nothing any more; its scan is restarted"));
                stop(adapter, now);
            }
            case DEAF -> health.climb(adapter.name(), "the scan hears nothing", now);
        }
    }

    private void failed(Adapter adapter, Fault fault, Duration now) {
        adapter.scanFailures++;
        adapter.scanNotBefore = now.plusMillis(Math.min(5000, 250L << Math.min(adapter.scanFailures, 5)));
        switch (fault.kind()) {
            // The adapter is switched off, or the service restarts: events will tell when it is back.
            case NOT_READY, SERVICE_DOWN -> {}
            case NOT_PERMITTED -> {
                if (adapter.scanFailures == 1) {
                    state.want(new Effect.Report(true, "scanning on " + adapter.name() + ": " + fault.words()));
                }
            }
            case IN_PROGRESS,
                    UNKNOWN_DEVICE,
                    UNKNOWN_ATTRIBUTE,
                    CONNECT_ABORTED,
                    CANCELLED,
                    NO_SLOT,
                    TIMED_OUT,
                    NOT_CONNECTED,
                    LINK_LOST,
                    ATT,
                    NOT_SUPPORTED,
                    TOO_LONG,
                    FAILED -> health.faulted(adapter.name(), "scanning: " + fault.words(), now);
        }
    }

    private static boolean elapsed(Duration since, Duration limit, Duration now) {
        return now.minus(since).compareTo(limit) >= 0;
    }
}
