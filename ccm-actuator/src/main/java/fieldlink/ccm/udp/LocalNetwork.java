package fieldlink.ccm.udp;

import fieldlink.ccm.Ipv4Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IPv4 network that this machine is on at the moment.
 *
 * @param address ours in it
 */
record LocalNetwork(NetworkInterface device, Ipv4Address address, int prefixLength) {
    private static final int LOOPBACK_PREFIX = 8;

    /** Finds it by interface name or by our address; empty while the interface is down or has no address. */
    static Optional<LocalNetwork> find(String network) {
        try {
            Optional<Ipv4Address> address = Ipv4Address.find(network);
            return address.isPresent() ? withAddress(address.get()) : named(network);
        } catch (SocketException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The name of the first interface that is up, has an IPv4 address and is not loopback. */
    static Optional<String> firstOutside() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(device -> find(device.getName())
                            .filter(network -> !inet(network.address()).isLoopbackAddress())
                            .isPresent())
                    .map(NetworkInterface::getName)
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    Ipv4Address broadcast() {
        return new Ipv4Address(address.bits() | (int) (0xffffffffL >>> prefixLength));
    }

    static InetAddress inet(Ipv4Address address) {
        int bits = address.bits();
        byte[] raw = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    static Ipv4Address ipv4(InetAddress address) {
        int bits = 0;
        for (byte part : address.getAddress()) {
            bits = bits << 8 | (part & 255);
        }
        return new Ipv4Address(bits);
    }

    private static Optional<LocalNetwork> named(String name) throws SocketException {
        NetworkInterface device = NetworkInterface.getByName(name);
        if (device == null || !device.isUp()) {
            return Optional.empty();
        }
        return device.getInterfaceAddresses().stream()
                .filter(found -> found.getAddress() instanceof Inet4Address)
                .findFirst()
                .map(found -> of(device, found));
    }

    private static Optional<LocalNetwork> withAddress(Ipv4Address address)
            throws SocketException, UnknownHostException {
        InetAddress inet = inet(address);
        if (inet.isLoopbackAddress()) {
            // Every 127.x.y.z is ours, though the interface lists only one.
            NetworkInterface device = NetworkInterface.getByInetAddress(inet(Ipv4Address.LOOPBACK));
            return Optional.ofNullable(device).map(found -> new LocalNetwork(found, address, LOOPBACK_PREFIX));
        }
        NetworkInterface device = NetworkInterface.getByInetAddress(inet);
        if (device == null || !device.isUp()) {
            return Optional.empty();
        }
        return device.getInterfaceAddresses().stream()
                .filter(found -> found.getAddress().equals(inet))
                .findFirst()
                .map(found -> of(device, found));
    }

    private static LocalNetwork of(NetworkInterface device, InterfaceAddress found) {
        return new LocalNetwork(device, ipv4(found.getAddress()), found.getNetworkPrefixLength());
    }
}
