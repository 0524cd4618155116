package fieldlink.ccm.sim;

import fieldlink.ccm.Ipv4Address;
import java.time.Duration;
import java.util.List;

/**
 * A node on the network.
 *
 * @param validity how long it believes a value that is not repeated
 * @param stateInterval how often it sends its {@code opr} values; nothing is sent when it is zero
 */
public record NodeSpec(
        String name,
        Ipv4Address address,
        NodeProfile profile,
        Duration validity,
        Duration stateInterval,
        List<DeviceSpec> devices) {
    public NodeSpec {
        devices = List.copyOf(devices);
        if (validity.isZero() || validity.isNegative()) {
            throw new IllegalArgumentException("validity " + validity + " of " + name + "; expected more than nothing");
        }
    }

    public NodeSpec withProfile(NodeProfile other) {
        return new NodeSpec(name, address, other, validity, stateInterval, devices);
    }

    public NodeSpec withValidity(Duration other) {
        return new NodeSpec(name, address, profile, other, stateInterval, devices);
    }

    /** A zero interval makes a node that says nothing of itself, as most relay boards do. */
    public NodeSpec withStateInterval(Duration other) {
        return new NodeSpec(name, address, profile, validity, other, devices);
    }
}
