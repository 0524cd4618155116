package fieldlink.ble;

import java.util.concurrent.CompletionStage;

/** The scanning part of a {@link Radio}. */
public interface RadioScanner {
    /** Starts hearing; completes when the adapter listens. Fails with IN_PROGRESS when it already does. */
    CompletionStage<Void> startScan(AdapterName adapter, ScanMode mode);

    /** Completes when the antenna is free. Succeeds when no scan is on. */
    CompletionStage<Void> stopScan(AdapterName adapter);
}
