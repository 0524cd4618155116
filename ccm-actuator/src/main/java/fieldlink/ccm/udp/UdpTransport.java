package fieldlink.ccm.udp;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.Ipv4Address;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * CCM over UDP on one interface. Several processes may be open on the same ports: all hear what is sent to everybody.
 *
 * <p>While the interface is away, sending reaches nobody and says so by its result; within about a second after the
 * interface is back, under the same or another address, both directions work again.
 */
public final class UdpTransport implements CcmTransport {
    private static final Logger LOG = System.getLogger(UdpTransport.class.getName());
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final UdpSettings settings;
    private final Function<String, Optional<LocalNetwork>> lookUp;
    private final List<Consumer<CcmDatagram>> listeners = new CopyOnWriteArrayList<>();
    private final Thread receiver = new Thread(this::receive, "fieldlink-ccm-receive");
    /** Guards the change of sockets, not their use: a datagram channel may be used by many threads. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile Ipv4Address lastAddress;
    private volatile @Nullable OpenNetwork open;
    private volatile boolean closed;
    private boolean warnedOfSending;

    private UdpTransport(UdpSettings settings, Function<String, Optional<LocalNetwork>> lookUp, OpenNetwork open) {
        this.settings = settings;
        this.lookUp = lookUp;
        this.open = open;
        this.lastAddress = open.network().address();
    }

    /** @throws UdpException when the interface is not there or the ports cannot be had */
    public static UdpTransport open(UdpSettings settings) {
        return open(settings, LocalNetwork::find);
    }

    static UdpTransport open(UdpSettings settings, Function<String, Optional<LocalNetwork>> lookUp) {
        LocalNetwork network = lookUp.apply(settings.network())
                .orElseThrow(() -> new UdpException(
                        UdpException.Status.NO_SUCH_NETWORK,
                        "no network interface or local address '" + settings.network()
                                + "' that is up and has an IPv4 address; 'ip -br addr' lists them"));
        UdpTransport transport = new UdpTransport(settings, lookUp, OpenNetwork.open(settings, network));
        transport.receiver.setDaemon(true);
        transport.receiver.start();
        return transport;
    }

    @Override
    public Ipv4Address address() {
        return lastAddress;
    }

    public UdpPorts ports() {
        return settings.ports();
    }

    @Override
    public int broadcast(CcmPort port, CcmPayload payload) {
        OpenNetwork network = open;
        if (network == null) {
            return 0;
        }
        int taken = 0;
        for (Destination destination : Destination.values()) {
            if (settings.destinations().contains(destination)) {
                int number = settings.ports().number(port);
                taken += send(network, port, new CcmEndpoint(network.address(destination), number), payload);
            }
        }
        return taken;
    }

    @Override
    public int unicast(CcmEndpoint node, CcmPayload payload) {
        OpenNetwork network = open;
        return network == null ? 0 : send(network, CcmPort.SCAN, node, payload);
    }

    @Override
    public Subscription listen(Consumer<CcmDatagram> listener) {
        // A wrapper of its own, so that the same listener may be there twice.
        Consumer<CcmDatagram> entry = datagram -> listener.accept(datagram);
        listeners.add(entry);
        return () -> listeners.remove(entry);
    }

    @Override
    public void close() {
        closed = true;
        OpenNetwork network = open;
        if (network != null) {
            network.wakeUp();
        }
        receiver.interrupt();
        if (Thread.currentThread() != receiver) {
            awaitReceiver();
        }
    }

    private void awaitReceiver() {
        boolean interrupted = false;
        try {
            receiver.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        leave("closed");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int send(OpenNetwork network, CcmPort port, CcmEndpoint to, CcmPayload payload) {
        try {
            network.send(port, to, payload);
            warnedOfSending = false;
            return 1;
        } catch (IOException e) {
            if (!warnedOfSending && !closed) {
                warnedOfSending = true;
                LOG.log(Level.WARNING, "cannot send to {0} on {1}: {2}", to, settings.network(), e.getMessage());
            }
            return 0;
        }
    }

    /** The receiving thread: hears, and looks once a second whether the interface is still the one it was. */
    private void receive() {
        long lookAt = System.nanoTime() + LOOK_EVERY_NANOS;
        while (!closed) {
            OpenNetwork network = open;
            try {
                if (network == null) {
                    TimeUnit.NANOSECONDS.sleep(LOOK_EVERY_NANOS);
                } else {
                    network.receive(TimeUnit.NANOSECONDS.toMillis(LOOK_EVERY_NANOS), this::deliver);
                }
            } catch (IOException e) {
                leave(e.getMessage());
            } catch (InterruptedException e) {
                // Only close() interrupts; the loop ends.
                return;
            }
            if (System.nanoTime() - lookAt >= 0) {
                lookAt = System.nanoTime() + LOOK_EVERY_NANOS;
                follow(lookUp.apply(settings.network()));
            }
        }
        leave("closed");
    }

    private void deliver(CcmDatagram datagram) {
        for (Consumer<CcmDatagram> listener : listeners) {
            try {
                listener.accept(datagram);
            } catch (RuntimeException e) {
                // One listener's bug must not make the others deaf.
                LOG.log(Level.ERROR, "a listener failed on " + datagram.payload(), e);
            }
        }
    }

    private void follow(Optional<LocalNetwork> found) {
        OpenNetwork network = open;
        Optional<Ipv4Address> now = found.map(LocalNetwork::address);
        Optional<Ipv4Address> before =
                Optional.ofNullable(network).map(known -> known.network().address());
        if (now.equals(before)) {
            return;
        }
        leave(now.isEmpty() ? "interface is down" : "address is now " + now.get());
        if (found.isPresent()) {
            enter(found.get());
        }
    }

    private void enter(LocalNetwork found) {
        changing.lock();
        try {
            if (!closed) {
                open = OpenNetwork.open(settings, found);
                lastAddress = found.address();
                LOG.log(Level.INFO, "on {0} as {1}", settings.network(), found.address());
            }
        } catch (UdpException e) {
            LOG.log(Level.DEBUG, "not yet back on {0}: {1}", settings.network(), e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    private void leave(@Nullable String why) {
        changing.lock();
        try {
            OpenNetwork network = open;
            if (network != null) {
                open = null;
                network.close();
                if (!closed) {
                    LOG.log(Level.WARNING, "off {0}: {1}", settings.network(), why);
                }
            }
        } finally {
            changing.unlock();
        }
    }
}
