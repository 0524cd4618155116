package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.WireValue;

/**
 * Where packets leave. Called under the sender's lock, so it must not wait for anything. A packet that makes it throw
 * counts as not taken.
 */
@FunctionalInterface
public interface PacketOutlet {
    /** @return whether the network took it */
    boolean send(WireValue value, int priority);
}
