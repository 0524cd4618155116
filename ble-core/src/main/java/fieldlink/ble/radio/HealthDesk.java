package fieldlink.ble.radio;

import fieldlink.ble.AdapterName;
import fieldlink.ble.RecoveryStep;
import java.time.Duration;
import java.util.Set;

/** Keeps each adapter's recovery ladder: who reports a fault or a success of the radio does so here. */
final class HealthDesk {
    private final RadioState state;

    HealthDesk(RadioState state) {
        this.state = state;
    }

    void succeeded(AdapterName name) {
        state.adapter(name).ifPresent(adapter -> {
            if (adapter.ladder.needsHelp()) {
                state.want(new Effect.Report(false, name + " works again"));
            }
            adapter.ladder = adapter.ladder.succeeded();
            adapter.remark = "";
        });
    }

    /** The radio failed; once may be chance. */
    void faulted(AdapterName name, String what, Duration now) {
        state.adapter(name).ifPresent(adapter -> apply(adapter, adapter.ladder.faulted(now, allowed()), what));
    }

    /** The radio failed in a way that leaves no doubt. */
    void climb(AdapterName name, String what, Duration now) {
        state.adapter(name).ifPresent(adapter -> apply(adapter, adapter.ladder.climb(now, allowed()), what));
    }

    private Set<RecoveryStep> allowed() {
        return state.settings.recovery().allowed();
    }

    private void apply(Adapter adapter, RecoveryLadder.Verdict verdict, String what) {
        boolean newlyHelpless = verdict.next().needsHelp() && !adapter.ladder.needsHelp();
        adapter.ladder = verdict.next();
        adapter.remark = what;
        verdict.step().ifPresent(step -> adapter.stepWanted = step);
        if (newlyHelpless) {
            state.want(new Effect.Report(
                    true,
                    adapter.name() + " does not recover by itself (" + what
                            + "); unplug it, or switch the machine off and on"));
        }
    }
}
