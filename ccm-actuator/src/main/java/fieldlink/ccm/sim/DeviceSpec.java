package fieldlink.ccm.sim;

import fieldlink.ccm.CcmTuple;
import java.time.Duration;
import java.util.List;

/** Something in the greenhouse that a node can move or switch. */
public sealed interface DeviceSpec {
    String name();

    /** The values that command it. */
    List<CcmTuple> tuples();

    /** A window or curtain whose node is told a percentage and times the motor itself. */
    record Position(String name, CcmTuple tuple, MotorSpec motor) implements DeviceSpec {
        @Override
        public List<CcmTuple> tuples() {
            return List.of(tuple);
        }
    }

    /** A window or curtain whose two relays are commanded one by one. */
    record Relays(String name, CcmTuple open, CcmTuple close, MotorSpec motor) implements DeviceSpec {
        @Override
        public List<CcmTuple> tuples() {
            return List.of(open, close);
        }
    }

    /**
     * A valve, fan or heater.
     *
     * @param longest how long it may be on in one go before the oracle calls it a flood
     */
    record Switch(String name, CcmTuple tuple, double litresPerMinute, Duration longest) implements DeviceSpec {
        @Override
        public List<CcmTuple> tuples() {
            return List.of(tuple);
        }
    }
}
