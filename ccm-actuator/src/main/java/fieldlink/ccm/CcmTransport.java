package fieldlink.ccm;

import java.util.function.Consumer;

/**
 * The greenhouse network. May be used from any thread.
 *
 * <p>It loses, doubles and reorders packets, and it may be away for a while; nothing here waits for it, and no method
 * but those that open one throws because of it.
 */
public interface CcmTransport extends AutoCloseable {
    /** The address that our packets claim in their {@code IP} element. */
    Ipv4Address address();

    /**
     * Sends to everybody, in all the ways this transport is configured for.
     *
     * @return how many destinations the network took it for; 0 while the network is away
     */
    int broadcast(CcmPort port, CcmPayload payload);

    /** Sends to one node; the same result as {@link #broadcast}, of one. */
    int unicast(CcmEndpoint node, CcmPayload payload);

    /**
     * Hands every datagram from now on to the listener, on the transport's receiving thread: it must return quickly.
     * Our own broadcasts are heard too.
     *
     * @return closes this subscription
     */
    Subscription listen(Consumer<CcmDatagram> listener);

    /** Stops sending and receiving; returns when no listener will be called again. */
    @Override
    void close();

    /** A listener's stay. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
