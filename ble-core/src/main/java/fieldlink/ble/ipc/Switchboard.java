package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.wire.ScanCounters;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;

/** What all clients of a daemon share. Lives on the loop's thread. */
final class Switchboard {
    final SelectorLoop loop;
    final DaemonSettings settings;
    final Centrals centrals;
    final RequestLedger ledger;
    final Traffic traffic = new Traffic();
    final Set<ClientSession> clients = new LinkedHashSet<>();

    /** For requests whose clients do not wait: they outlive the connection that brought them. */
    final BleCentral detached;

    final ScanMirror scan;
    ScanCounters scanCounters = ScanCounters.NONE;

    Switchboard(SelectorLoop loop, DaemonSettings settings, Centrals centrals) {
        this.loop = loop;
        this.settings = settings;
        this.centrals = centrals;
        ledger = new RequestLedger(settings.retention(), InstantSource.system());
        detached = centrals.client("daemon");
        scan = new ScanMirror(detached, loop, centrals.cacheTtl(), System::nanoTime);
    }
}
