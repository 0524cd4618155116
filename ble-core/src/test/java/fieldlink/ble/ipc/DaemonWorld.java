package fieldlink.ble.ipc;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.BleSettings;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattValue;
import fieldlink.ble.Uuid;
import fieldlink.ble.session.BleSession;
import fieldlink.ble.sim.MemoryServer;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A daemon over a simulated radio with one SwitchBot-like device, on a socket of its own. */
final class DaemonWorld implements AutoCloseable {
    static final DeviceAddress DEVICE = new DeviceAddress("AA:BB:CC:DD:00:01");
    static final Uuid SERVICE = Uuid.parse("cba20d00-224d-11e6-9fb8-0002a5d5c51b");
    static final CharacteristicId WRITE =
            CharacteristicId.of(SERVICE, Uuid.parse("cba20002-224d-11e6-9fb8-0002a5d5c51b"));
    static final CharacteristicId NOTIFY =
            CharacteristicId.of(SERVICE, Uuid.parse("cba20003-224d-11e6-9fb8-0002a5d5c51b"));
    static final CharacteristicId BATTERY = CharacteristicId.of(Uuid.of(0x180F), Uuid.of(0x2A19));

    final SimulatedAir air = SimulatedAir.inRealTime();
    final MemoryServer server = battery();
    final SimulatedDevice device;
    final BleSession session;
    final BleDaemon daemon;
    final Endpoint.Unix endpoint;

    private DaemonWorld(DaemonSettings.Limits limits, DaemonSettings.Retention retention, BleSettings settings) {
        air.plug(new AdapterName("hci0"), new DeviceAddress("00:11:22:33:44:55"), 5);
        device = air.place(DEVICE, definition(), server);
        session = BleSession.open(air.radio(), settings);
        try {
            endpoint = new Endpoint.Unix(
                    Files.createTempDirectory(Path.of("/tmp"), "fl").resolve("ble.sock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon = BleDaemon.open(
                DaemonSettings.at(endpoint, Access.GROUP).withLimits(limits).withRetention(retention),
                Centrals.of(session));
    }

    static DaemonWorld open() {
        return open(DaemonSettings.Limits.DEFAULT);
    }

    static DaemonWorld open(DaemonSettings.Limits limits) {
        return new DaemonWorld(limits, DaemonSettings.Retention.DEFAULT, BleSettings.DEFAULT);
    }

    static DaemonWorld open(DaemonSettings.Retention retention) {
        return new DaemonWorld(DaemonSettings.Limits.DEFAULT, retention, BleSettings.DEFAULT);
    }

    static MemoryServer battery() {
        return new MemoryServer().with(BATTERY, GattValue.of(0x5A));
    }

    static DeviceDefinition definition() {
        AdvertisedContent data = AdvertisedContent.named("Dev1")
                .withManufacturerData(2409, GattValue.of(109, 0, 127))
                .withServices(SERVICE);
        return new DeviceDefinition(
                data,
                List.of(
                        new DeviceDefinition.Service(
                                SERVICE,
                                List.of(
                                        DeviceDefinition.Characteristic.of(
                                                WRITE.characteristic(), CharacteristicProperty.WRITE),
                                        DeviceDefinition.Characteristic.of(
                                                NOTIFY.characteristic(), CharacteristicProperty.NOTIFY))),
                        new DeviceDefinition.Service(
                                Uuid.of(0x180F),
                                List.of(DeviceDefinition.Characteristic.of(
                                        Uuid.of(0x2A19), CharacteristicProperty.READ, CharacteristicProperty.WRITE)))));
    }

    RawClient connect() {
        return RawClient.connect(endpoint);
    }

    @Override
    public void close() {
        daemon.close();
        session.close();
        air.close();
        try {
            Files.deleteIfExists(endpoint.path().resolveSibling("ble.sock.lock"));
            Files.deleteIfExists(endpoint.path().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
