package fieldlink.ccm.udp;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmReader;
import fieldlink.ccm.Ipv4Address;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** All sockets on a network as it is now. Thrown away and opened anew when the network changes. */
final class OpenNetwork {
    private static final int MOST_AT_ONCE = 1000;

    /** One more than is ever read, so that what is too large is seen to be. */
    private final ByteBuffer buffer = ByteBuffer.allocate(CcmPacket.MAX_RECEIVED_BYTES + 1);

    private final LocalNetwork network;
    private final Selector selector;
    private final Map<CcmPort, PortSockets> sockets = new EnumMap<>(CcmPort.class);

    private OpenNetwork(LocalNetwork network, Selector selector) {
        this.network = network;
        this.selector = selector;
    }

    /** @throws UdpException when a port cannot be had */
    static OpenNetwork open(UdpSettings settings, LocalNetwork network) {
        OpenNetwork opened = null;
        try {
            opened = new OpenNetwork(network, Selector.open());
            for (CcmPort port : CcmPort.values()) {
                opened.sockets.put(port, PortSockets.open(port, settings, network, opened.selector));
            }
            return opened;
        } catch (IOException e) {
            if (opened != null) {
                opened.close();
            }
            throw refused(settings, network, e);
        }
    }

    LocalNetwork network() {
        return network;
    }

    Ipv4Address address(Destination destination) {
        return switch (destination) {
            case LIMITED_BROADCAST -> Ipv4Address.LIMITED_BROADCAST;
            case SUBNET_BROADCAST -> network.broadcast();
            case ALL_HOSTS -> Ipv4Address.ALL_HOSTS;
        };
    }

    void send(CcmPort from, CcmEndpoint to, CcmPayload payload) throws IOException {
        PortSockets pair = sockets.get(from);
        if (pair == null) {
            throw new IOException("port " + from + " is not open");
        }
        pair.send(payload.buffer(), new InetSocketAddress(LocalNetwork.inet(to.address()), to.port()));
    }

    /** Waits for datagrams and hands on all that are there. */
    void receive(long timeoutMillis, Consumer<CcmDatagram> heard) throws IOException {
        selector.select(timeoutMillis);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof PortSockets pair && key.channel() instanceof DatagramChannel channel) {
                drain(pair.port(), channel, heard);
            }
        }
        selector.selectedKeys().clear();
    }

    void wakeUp() {
        selector.wakeup();
    }

    void close() {
        closeQuietly(selector);
        sockets.values().forEach(OpenNetwork::closeQuietly);
    }

    private void drain(CcmPort port, DatagramChannel channel, Consumer<CcmDatagram> heard) throws IOException {
        // Bounded, so that a flood on one port does not keep us from the others or from closing.
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            buffer.clear();
            InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
            if (source == null) {
                return;
            }
            heard.accept(datagram(port, source));
        }
    }

    private CcmDatagram datagram(CcmPort port, InetSocketAddress source) {
        CcmEndpoint from = new CcmEndpoint(LocalNetwork.ipv4(source.getAddress()), source.getPort());
        CcmPayload payload = CcmPayload.of(buffer.array(), 0, buffer.position());
        return new CcmDatagram(port, from, payload, CcmReader.read(buffer.array(), 0, buffer.position()));
    }

    private static UdpException refused(UdpSettings settings, LocalNetwork network, IOException cause) {
        String where = network.address() + " ports " + settings.ports().values() + ", "
                + settings.ports().search() + ", " + settings.ports().scan();
        if (cause instanceof BindException) {
            return new UdpException(
                    UdpException.Status.PORT_TAKEN,
                    "cannot listen on " + where + ": " + cause.getMessage()
                            + "; another program holds a port without sharing it ('ss -ulpn' shows which)",
                    cause);
        }
        return new UdpException(
                UdpException.Status.FAILED, "cannot listen on " + where + ": " + cause.getMessage(), cause);
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) { // closing is the end; whatever it says, there is nothing left to do
            System.getLogger(OpenNetwork.class.getName()).log(Level.DEBUG, "while closing", e);
        }
    }
}
