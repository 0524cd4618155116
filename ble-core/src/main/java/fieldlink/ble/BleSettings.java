package fieldlink.ble;

/** All that can be set about the orchestration; every part has a default that works. */
public record BleSettings(ScanSettings scan, QueueSettings queue, LinkSettings links, RecoverySettings recovery) {
    public static final BleSettings DEFAULT = new BleSettings(
            ScanSettings.DEFAULT, QueueSettings.DEFAULT, LinkSettings.DEFAULT, RecoverySettings.DEFAULT);

    public BleSettings withScan(ScanSettings wanted) {
        return new BleSettings(wanted, queue, links, recovery);
    }

    public BleSettings withQueue(QueueSettings wanted) {
        return new BleSettings(scan, wanted, links, recovery);
    }

    public BleSettings withLinks(LinkSettings wanted) {
        return new BleSettings(scan, queue, wanted, recovery);
    }

    public BleSettings withRecovery(RecoverySettings wanted) {
        return new BleSettings(scan, queue, links, wanted);
    }
}
