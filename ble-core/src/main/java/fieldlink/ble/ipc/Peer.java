package fieldlink.ble.ipc;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who is at the other end.
 *
 * @param name the user on a Unix socket, the address on TCP
 * @param rules whether the peer may change what all clients share: the queue, the adapters, others' requests
 */
record Peer(String name, boolean rules) {
    private static final String SELF = System.getProperty("user.name", "");

    /**
     * The kernel's word for who connected.
     *
     * @throws IOException when it does not tell: then nobody knows, and the connection is refused
     */
    static Peer of(SocketChannel channel, Endpoint endpoint, Access access) throws IOException {
        if (endpoint instanceof Endpoint.Tcp) {
            SocketAddress remote = channel.getRemoteAddress();
            return new Peer(String.valueOf(remote), true);
        }
        NetworkChannel socket = channel;
        UnixDomainPrincipal principal = socket.getOption(ExtendedSocketOptions.SO_PEERCRED);
        String user = principal.user().getName();
        boolean trusted = user.equals(SELF) || user.equals("root");
        return new Peer(user, trusted || !access.worldOpen());
    }
}
