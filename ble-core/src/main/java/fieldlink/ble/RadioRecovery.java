package fieldlink.ble;

import java.util.concurrent.CompletionStage;

/** The healing part of a {@link Radio}. */
public interface RadioRecovery {
    /**
     * Takes one step for an adapter ({@link RecoveryStep#DROP_DEVICE} goes through {@link RadioLinks#forget} instead).
     * Links and scans of the adapter are over afterwards, for {@link RecoveryStep#RESTART_SERVICE} of all adapters.
     * Completes when the adapter is usable again; fails with NOT_PERMITTED when rights are missing and with NOT_SUPPORTED
     * when this radio has no such step.
     */
    CompletionStage<Void> recover(AdapterName adapter, RecoveryStep step);
}
