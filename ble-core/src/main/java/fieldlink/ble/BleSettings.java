package fieldlink.ble;

import java.util.Set;

/**
 * All that can be set about the orchestration; every part has a default that works.
 *
 * @param adapters the adapters to use; empty for all there are and will be
 */
public record BleSettings(
        ScanSettings scan,
        QueueSettings queue,
        LinkSettings links,
        RecoverySettings recovery,
        Set<AdapterName> adapters) {
    public static final BleSettings DEFAULT = new BleSettings(
            ScanSettings.DEFAULT, QueueSettings.DEFAULT, LinkSettings.DEFAULT, RecoverySettings.DEFAULT, Set.of());

    public BleSettings {
        adapters = Set.copyOf(adapters);
    }

    public BleSettings withScan(ScanSettings wanted) {
        return new BleSettings(wanted, queue, links, recovery, adapters);
    }

    public BleSettings withQueue(QueueSettings wanted) {
        return new BleSettings(scan, wanted, links, recovery, adapters);
    }

    public BleSettings withLinks(LinkSettings wanted) {
        return new BleSettings(scan, queue, wanted, recovery, adapters);
    }

    public BleSettings withRecovery(RecoverySettings wanted) {
        return new BleSettings(scan, queue, links, wanted, adapters);
    }

    public BleSettings withAdapters(AdapterName... wanted) {
        return new BleSettings(scan, queue, links, recovery, Set.of(wanted));
    }

    /** Whether an adapter is to be used. */
    public boolean uses(AdapterName adapter) {
        return adapters.isEmpty() || adapters.contains(adapter);
    }
}
