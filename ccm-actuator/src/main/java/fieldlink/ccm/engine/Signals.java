package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Signal;
import java.util.function.Function;

/** What the bridge says to the nodes; in the running engine a sender with its own thread, in tests the bare board. */
interface Signals {
    SignalBoard.Shown show(String actuator, ActuatorEffect.Show show);

    void hush(String actuator);

    void latch(Function<ActuatorSpec, Signal> off);

    void unlatch();
}
