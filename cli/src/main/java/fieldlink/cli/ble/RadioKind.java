package fieldlink.cli.ble;

import fieldlink.ble.Radio;
import fieldlink.ble.bluez.BluezRadio;
import fieldlink.ble.bluez.BluezSettings;
import fieldlink.ble.bluez.BusAddress;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;
import java.util.Optional;

/** The radios that a command can use in its own process. */
enum RadioKind {
    BLUEZ {
        @Override
        Radio open(Optional<BusAddress> bus) {
            BluezSettings usual = BluezSettings.usual();
            return BluezRadio.of(bus.map(usual::withBus).orElse(usual));
        }
    },
    SIM {
        @Override
        Opened open() {
            SimulatedAir air = SimulatedAir.inRealTime();
            SimulatedWorld.furnish(air);
            SimulatedHubs hubs = SimulatedHubs.placeIn(air);
            return new Opened(air.radio(), hubs::close);
        }
    };

    /** A radio of this kind, ready to be given to a session, which closes it. */
    abstract Opened open();

    /** @param onClose ends what belongs to the radio, before the radio itself ends */
    record Opened(Radio radio, Runnable onClose) {}
}
