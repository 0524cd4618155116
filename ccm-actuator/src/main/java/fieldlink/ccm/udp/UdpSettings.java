package fieldlink.ccm.udp;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a {@link UdpTransport} lives.
 *
 * @param network an interface's name ({@code eth0}), or one of this machine's addresses
 * @param destinations how a broadcast leaves; sent in the order of {@link Destination}
 * @param receiveBuffer bytes asked of the kernel for what arrives while we are busy; it may grant less
 * @param hearsMulticast whether what is sent to 224.0.0.1 is heard
 */
public record UdpSettings(
        String network, UdpPorts ports, Set<Destination> destinations, int receiveBuffer, boolean hearsMulticast) {
    private static final int STANDARD_RECEIVE_BUFFER = 4 << 20;

    public UdpSettings {
        if (network.isBlank()) {
            throw new IllegalArgumentException("no network interface is named; expected one like eth0 or 192.168.1.64");
        }
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException("no destination is given; nothing would ever be sent");
        }
        destinations = Set.copyOf(destinations);
    }

    /** Standard ports, and the two destinations that together reach every known node. */
    public static UdpSettings on(String network) {
        Set<Destination> both = EnumSet.of(Destination.LIMITED_BROADCAST, Destination.ALL_HOSTS);
        return new UdpSettings(network, UdpPorts.STANDARD, both, STANDARD_RECEIVE_BUFFER, true);
    }

    /** As {@link #on}, for the first network that leaves this machine; for loopback when there is none. */
    public static UdpSettings onDefaultNetwork() {
        return on(LocalNetwork.firstOutside().orElse("lo"));
    }

    /** A network inside this machine: nothing leaves it, and each node may have a 127.x.y.z of its own. */
    public static UdpSettings loopback(String address, UdpPorts ports) {
        return on(address).withPorts(ports).withDestinations(EnumSet.of(Destination.SUBNET_BROADCAST));
    }

    public UdpSettings withPorts(UdpPorts others) {
        return new UdpSettings(network, others, destinations, receiveBuffer, hearsMulticast);
    }

    public UdpSettings withDestinations(Set<Destination> others) {
        return new UdpSettings(network, ports, others, receiveBuffer, hearsMulticast);
    }

    /** Some nodes hear only broadcasts. */
    public UdpSettings withoutMulticast() {
        return new UdpSettings(network, ports, destinations, receiveBuffer, false);
    }
}
