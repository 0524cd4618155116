package fieldlink.ble.ipc;

import fieldlink.ble.BleCentral;
import fieldlink.ble.BleControl;
import fieldlink.ble.session.BleSession;
import java.time.Duration;

/** What the daemon shares out: one radio, as a central for each client. */
public interface Centrals {
    /**
     * A client's own view of the shared radio; closing it gives back all that the client holds.
     *
     * @param name for people: who the holder of a link is
     */
    BleCentral client(String name);

    BleControl control();

    /** How long a sighting is fresh. */
    Duration cacheTtl();

    static Centrals of(BleSession session) {
        return new Centrals() {
            @Override
            public BleCentral client(String name) {
                return session.client(name);
            }

            @Override
            public BleControl control() {
                return session;
            }

            @Override
            public Duration cacheTtl() {
                return session.settings().scan().cacheTtl();
            }
        };
    }
}
