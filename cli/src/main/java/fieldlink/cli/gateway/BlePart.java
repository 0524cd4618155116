package fieldlink.cli.gateway;

import fieldlink.ble.BleSettings;
import fieldlink.ble.ScanSettings;
import fieldlink.ble.ipc.Access;
import fieldlink.ble.ipc.BleDaemon;
import fieldlink.ble.ipc.Centrals;
import fieldlink.ble.ipc.DaemonSettings;
import fieldlink.ble.ipc.Endpoint;
import fieldlink.ble.session.BleSession;
import fieldlink.cli.ble.RadioKind;
import fieldlink.cli.gateway.equipment.Handle;
import java.util.Map;
import java.util.function.Supplier;

/** The radio, shared with every program that asks the daemon's socket. */
final class BlePart implements Part {
    private final Supplier<RadioKind.Opened> radio;
    private final Endpoint endpoint;
    private final Handle<BleSession> handle;

    BlePart(Supplier<RadioKind.Opened> radio, Endpoint endpoint, Handle<BleSession> handle) {
        this.radio = radio;
        this.endpoint = endpoint;
        this.handle = handle;
    }

    @Override
    public String name() {
        return "ble";
    }

    @Override
    public Running start() {
        BleSettings settings = BleSettings.DEFAULT.withScan(ScanSettings.DEFAULT.withAlways(true));
        RadioKind.Opened opened = radio.get();
        BleSession session = BleSession.open(opened.radio(), settings);
        BleDaemon daemon;
        try {
            daemon = BleDaemon.open(
                    new DaemonSettings(
                            Map.of(endpoint, Access.GROUP),
                            DaemonSettings.Limits.DEFAULT,
                            DaemonSettings.Retention.DEFAULT,
                            settings.links().exclusive()),
                    Centrals.of(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        handle.bring(session);
        return new Running() {
            @Override
            public String description() {
                return "one radio for everybody, at " + endpoint;
            }

            @Override
            public void stop() {
                handle.takeAway();
                daemon.close();
                opened.onClose().run();
                session.close();
            }
        };
    }
}
