package fieldlink.cli.ble;

import fieldlink.ble.Radio;
import fieldlink.ble.sim.SimulatedAir;
import fieldlink.ble.sim.SimulatedWorld;

/** The radios that a command can use in its own process. */
enum RadioKind {
    SIM {
        @Override
        Radio open() {
            SimulatedAir air = SimulatedAir.inRealTime();
            SimulatedWorld.furnish(air);
            return air.radio();
        }
    };

    /** A radio of this kind, ready to be given to a session, which closes it. */
    abstract Radio open();
}
