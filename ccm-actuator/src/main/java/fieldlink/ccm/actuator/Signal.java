package fieldlink.ccm.actuator;

import java.util.List;

/**
 * What the node is to hear of an actuator, until told otherwise.
 *
 * @param values in sending order: what switches off stands before what switches on
 * @param drives whether a motor turns or water runs because of it
 */
public record Signal(List<WireValue> values, boolean drives) {
    public Signal {
        values = List.copyOf(values);
    }

    static Signal driving(WireValue... values) {
        return new Signal(List.of(values), true);
    }

    static Signal resting(WireValue... values) {
        return new Signal(List.of(values), false);
    }
}
