package fieldlink.cli.ble;

import fieldlink.ble.Radio;
import fieldlink.ble.bluez.BluezRadio;
import fieldlink.ble.bluez.BluezSettings;
import fieldlink.ble.bluez.BusAddress;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;
import fieldlink.powerhub.sim.SimulatedHubs;
import java.util.Optional;

/** The radios that a command can use in its own process. */
public enum RadioKind {
    BLUEZ {
        @Override
        public Opened open(Optional<BusAddress> bus) {
            BluezSettings usual = BluezSettings.usual();
            return new Opened(BluezRadio.of(bus.map(usual::withBus).orElse(usual)), () -> {});
        }
    },
    SIM {
        @Override
        public Opened open(Optional<BusAddress> bus) {
            return simulated();
        }
    };

    /**
     * A radio of this kind, ready to be given to a session, which closes it.
     *
     * @param bus where BlueZ is, when it is not on the system bus
     */
    public abstract Opened open(Optional<BusAddress> bus);

    /** @param onClose ends what belongs to the radio, before the radio itself ends */
    public record Opened(Radio radio, Runnable onClose) {}

    /** A small simulated world: sensors, a lamp, and two PowerHubs. */
    public static Opened simulated() {
        SimulatedAir air = SimulatedAir.inRealTime();
        SimulatedWorld.furnish(air);
        SimulatedHubs hubs = SimulatedHubs.placeIn(air);
        return new Opened(air.radio(), hubs::close);
    }
}
