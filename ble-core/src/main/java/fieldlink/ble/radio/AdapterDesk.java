package fieldlink.ble.radio;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows adapters as they come, go and fail, and takes the steps that their ladders call for. */
final class AdapterDesk {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(30);

    /** How long the Bluetooth service may be away before it is started again from here. */
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(10);

    private final RadioState state;
    private final HealthDesk health;
    private final LinkEnds ends;

    /** What was tried on adapters that are away: a restart of the service must not renew its own budget. */
    private final Map<AdapterName, RecoveryLadder> ladders = new HashMap<>();

    private Optional<AdapterName> lastKnown = Optional.empty();
    private boolean restartTried;

    AdapterDesk(RadioState state, HealthDesk health, LinkEnds ends) {
        this.state = state;
        this.health = health;
        this.ends = ends;
    }

    void added(AdapterDescription info, Duration now) {
        lastKnown = Optional.of(info.name());
        Adapter adapter = state.adapters.get(info.name());
        if (adapter == null) {
            adapter = new Adapter(info, now);
            adapter.ladder = ladders.getOrDefault(info.name(), RecoveryLadder.FOOT);
            state.adapters.put(info.name(), adapter);
        }
        boolean wentOff = adapter.info.powered() && !info.powered();
        adapter.info = info;
        if (wentOff) {
            ends.allBroke(info.name(), "the adapter was switched off", now);
            adapter.forgetAntenna(now);
        }
        if (info.isDead() && adapter.recovering == null) {
            health.climb(info.name(), "the adapter has no address; its firmware did not load", now);
        }
    }

    void removed(AdapterName name, Duration now) {
        state.cache.discard(name);
        ends.allBroke(name, "the adapter is gone", now);
        Adapter gone = state.adapters.remove(name);
        if (gone != null) {
            ladders.put(name, gone.ladder);
        }
    }

    void serviceDown(String reason, Duration now) {
        if (state.serviceDownSince == null) {
            state.serviceDownSince = now;
            restartTried = false;
            state.want(new Effect.Report(true, "the Bluetooth service is gone: " + reason));
        }
        List.copyOf(state.adapters.keySet()).forEach(name -> removed(name, now));
    }

    void serviceUp(Duration now) {
        Duration since = state.serviceDownSince;
        if (since != null) {
            state.serviceDownSince = null;
            state.want(new Effect.Report(
                    false,
                    "the Bluetooth service is back after " + now.minus(since).toSeconds() + " s"));
        }
    }

    void tick(Duration now) {
        for (Adapter adapter : state.adapters.values()) {
            RecoveryStep wanted = adapter.stepWanted;
            if (wanted != null && adapter.recovering == null) {
                take(adapter, wanted, now);
            } else if (adapter.recovering != null && elapsed(adapter.recoveringSince, STEP_TIMEOUT, now)) {
                recovered(
                        adapter.name(),
                        adapter.recovering,
                        Optional.of(Fault.of(RadioFault.TIMED_OUT, "it did not end in time")),
                        now);
            }
        }
        reviveService(now);
        boolean usable = state.adapters.values().stream().anyMatch(Adapter::isUsable);
        if (usable) {
            state.unusableSince = null;
        } else if (state.unusableSince == null) {
            state.unusableSince = now;
        }
    }

    void agenda(Agenda agenda) {
        for (Adapter adapter : state.adapters.values()) {
            if (adapter.recovering != null) {
                agenda.at(adapter.recoveringSince.plus(STEP_TIMEOUT));
            }
        }
        Duration down = state.serviceDownSince;
        if (down != null && !restartTried) {
            agenda.at(down.plus(SERVICE_GRACE));
        }
    }

    /** A person's order: taken at once, outside the budget, but remembered. */
    void order(AdapterName name, RecoveryStep step, Duration now) {
        state.adapter(name).ifPresent(adapter -> {
            adapter.ladder = adapter.ladder.ordered(step, now);
            adapter.stepWanted = step;
        });
    }

    void recovered(AdapterName name, RecoveryStep step, Optional<Fault> fault, Duration now) {
        state.adapter(name).filter(adapter -> adapter.recovering == step).ifPresent(adapter -> {
            adapter.recovering = null;
            adapter.forgetAntenna(now);
            fault.ifPresentOrElse(
                    failed -> {
                        state.want(new Effect.Report(true, words(step) + " of " + name + " failed: " + failed.words()));
                        // A step that cannot be taken is no reason to wait for more faults before the next one.
                        health.climb(name, words(step) + " failed: " + failed.words(), now);
                    },
                    () -> state.want(new Effect.Report(false, words(step) + " of " + name + " done")));
        });
    }

    private void take(Adapter adapter, RecoveryStep step, Duration now) {
        adapter.stepWanted = null;
        adapter.recovering = step;
        adapter.recoveringSince = now;
        state.want(new Effect.Report(
                false,
                words(step) + " of " + adapter.name() + (adapter.remark.isEmpty() ? "" : ": " + adapter.remark)));
        String reason = words(step) + " of the adapter";
        if (step == RecoveryStep.RESTART_SERVICE) {
            state.adapters.values().forEach(other -> {
                ends.allBroke(other.name(), reason, now);
                other.forgetAntenna(now);
            });
        } else {
            ends.allBroke(adapter.name(), reason, now);
            adapter.forgetAntenna(now);
        }
        state.want(new Effect.Recover(adapter.name(), step));
    }

    /** The service is away for long and nobody brings it back. Tried once for each time it goes. */
    private void reviveService(Duration now) {
        Duration down = state.serviceDownSince;
        boolean allowed = state.settings.recovery().allowed().contains(RecoveryStep.RESTART_SERVICE);
        if (down != null && !restartTried && allowed && elapsed(down, SERVICE_GRACE, now)) {
            restartTried = true;
            lastKnown.ifPresent(name -> state.want(new Effect.Recover(name, RecoveryStep.RESTART_SERVICE)));
        }
    }

    private static String words(RecoveryStep step) {
        return switch (step) {
            case DROP_DEVICE -> "drop of a device";
            case POWER_CYCLE -> "power cycle";
            case RESET_ADAPTER -> "reset";
            case RESTART_SERVICE -> "service restart";
        };
    }

    private static boolean elapsed(Duration since, Duration limit, Duration now) {
        return now.minus(since).compareTo(limit) >= 0;
    }
}
