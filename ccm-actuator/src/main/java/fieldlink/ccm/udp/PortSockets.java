package fieldlink.ccm.udp;

import fieldlink.ccm.CcmPort;
import fieldlink.ccm.Ipv4Address;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * The two sockets of one port. Linux gives broadcasts only to sockets that are bound to no address, and an answer to
 * the socket that is bound most exactly: so one hears everybody, and the other sends and hears what is meant for us.
 */
final class PortSockets implements Closeable {
    private final CcmPort port;
    private final DatagramChannel everybody;
    private final DatagramChannel own;

    private PortSockets(CcmPort port, DatagramChannel everybody, DatagramChannel own) {
        this.port = port;
        this.everybody = everybody;
        this.own = own;
    }

    static PortSockets open(CcmPort port, UdpSettings settings, LocalNetwork network, Selector selector)
            throws IOException {
        int number = settings.ports().number(port);
        DatagramChannel everybody = bound(Ipv4Address.ANY, number, settings, network, true);
        try {
            DatagramChannel own = bound(network.address(), number, settings, network, false);
            PortSockets sockets = new PortSockets(port, everybody, own);
            everybody.register(selector, SelectionKey.OP_READ, sockets);
            own.register(selector, SelectionKey.OP_READ, sockets);
            return sockets;
        } catch (IOException e) {
            everybody.close();
            throw e;
        }
    }

    CcmPort port() {
        return port;
    }

    void send(ByteBuffer packet, InetSocketAddress to) throws IOException {
        own.send(packet, to);
    }

    @Override
    public void close() throws IOException {
        try (everybody;
                own) {
            // Both are closed even when closing one fails.
        }
    }

    private static DatagramChannel bound(
            Ipv4Address address, int number, UdpSettings settings, LocalNetwork network, boolean shared)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (shared) {
                // Tools that set only this one may listen beside us. Not on the socket for answers: the kernel would
                // deal those out among the processes.
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBuffer());
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network.device());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
            channel.bind(new InetSocketAddress(LocalNetwork.inet(address), number));
            if (shared && settings.hearsMulticast()) {
                joinAllHosts(channel, network);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Every host is a member of 224.0.0.1 without asking, and some kernels refuse the asking. */
    private static void joinAllHosts(DatagramChannel channel, LocalNetwork network) {
        try {
            channel.join(LocalNetwork.inet(Ipv4Address.ALL_HOSTS), network.device());
        } catch (IOException | UnsupportedOperationException e) {
            System.getLogger(PortSockets.class.getName())
                    .log(System.Logger.Level.DEBUG, "no explicit membership in 224.0.0.1: {0}", e.getMessage());
        }
    }
}
