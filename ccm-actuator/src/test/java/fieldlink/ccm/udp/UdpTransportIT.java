package fieldlink.ccm.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.Ipv4Address;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real sockets on loopback, where every 127.x.y.z is a host of its own. */
class UdpTransportIT {
    /** Below the range that the kernel deals out, and apart for test runs side by side. */
    private static final UdpPorts PORTS =
            UdpPorts.from(20_000 + (int) (ProcessHandle.current().pid() % 500) * 20);

    @ParameterizedTest
    @EnumSource(Destination.class)
    void everyListenerHearsABroadcastInWhateverWayItLeaves(Destination destination) throws InterruptedException {
        try (Host one = new Host("127.0.0.11", destination);
                Host other = new Host("127.0.0.12", destination);
                Host sameAddress = new Host("127.0.0.12", destination)) {
            CcmPayload packet = packet(one.transport.address(), "30");
            assertThat(one.transport.broadcast(CcmPort.VALUES, packet)).isEqualTo(1);
            for (Host host : new Host[] {one, other, sameAddress}) {
                CcmDatagram datagram = host.await(packet);
                assertThat(datagram.port()).isEqualTo(CcmPort.VALUES);
                assertThat(datagram.source()).isEqualTo(new CcmEndpoint(one.transport.address(), PORTS.values()));
                assertThat(datagram.parse()).isInstanceOf(CcmParse.Parsed.class);
            }
        }
    }

    /** As nodes of some makers: whoever sends to 224.0.0.1 only is not heard by them. */
    @Test
    void whoIsDeafToMulticastStillHearsBroadcasts() throws InterruptedException {
        UdpSettings deaf = UdpSettings.loopback("127.0.0.13", PORTS).withoutMulticast();
        try (Host sender = new Host("127.0.0.14", Destination.ALL_HOSTS);
                Host broadcaster = new Host("127.0.0.15", Destination.SUBNET_BROADCAST);
                Host listener = new Host(deaf)) {
            CcmPayload multicast = packet(sender.transport.address(), "1");
            CcmPayload broadcast = packet(broadcaster.transport.address(), "2");
            List<CcmPayload> all = new CopyOnWriteArrayList<>();
            listener.transport.listen(datagram -> all.add(datagram.payload()));
            assertThat(sender.transport.broadcast(CcmPort.VALUES, multicast)).isEqualTo(1);
            broadcaster.await(multicast);
            broadcaster.transport.broadcast(CcmPort.VALUES, broadcast);
            listener.await(broadcast);
            assertThat(all).contains(broadcast).doesNotContain(multicast);
        }
    }

    @Test
    void anAnswerReachesOnlyTheHostThatAsked() throws InterruptedException {
        try (Host asking = new Host("127.0.0.21", Destination.SUBNET_BROADCAST);
                Host answering = new Host("127.0.0.22", Destination.SUBNET_BROADCAST)) {
            CcmPayload answer = packet(answering.transport.address(), "1");
            CcmPayload toAll = packet(answering.transport.address(), "2");
            CcmEndpoint to = new CcmEndpoint(asking.transport.address(), PORTS.scan());
            assertThat(answering.transport.unicast(to, answer)).isEqualTo(1);
            answering.transport.broadcast(CcmPort.SCAN, toAll);
            assertThat(asking.await(answer).port()).isEqualTo(CcmPort.SCAN);
            answering.await(toAll);
            assertThat(answering.heard).noneMatch(datagram -> datagram.payload().equals(answer));
        }
    }

    @Test
    void comesBackUnderAnotherAddressAfterTheNetworkWasAway() throws InterruptedException {
        AtomicReference<Optional<LocalNetwork>> network = new AtomicReference<>(LocalNetwork.find("127.0.0.31"));
        UdpSettings settings = UdpSettings.loopback("127.0.0.31", PORTS);
        BlockingQueue<CcmDatagram> heard = new LinkedBlockingQueue<>();
        try (UdpTransport transport = UdpTransport.open(settings, name -> network.get())) {
            transport.listen(heard::add);
            CcmPayload packet = packet(transport.address(), "1");
            assertThat(transport.broadcast(CcmPort.VALUES, packet)).isEqualTo(1);

            network.set(Optional.empty());
            awaitResult(transport, packet, 0);

            network.set(LocalNetwork.find("127.0.0.32"));
            awaitResult(transport, packet, 1);
            assertThat(transport.address()).isEqualTo(Ipv4Address.parse("127.0.0.32"));
            CcmPayload after = packet(transport.address(), "2");
            transport.broadcast(CcmPort.VALUES, after);
            assertThat(Host.await(heard, after).source().address()).isEqualTo(transport.address());
        }
    }

    @Test
    void aListenerThatLeftOrFailsDisturbsNobody() throws InterruptedException {
        try (Host host = new Host("127.0.0.41", Destination.SUBNET_BROADCAST)) {
            BlockingQueue<CcmDatagram> left = new LinkedBlockingQueue<>();
            host.transport.listen(left::add).close();
            host.transport.listen(datagram -> {
                throw new IllegalStateException("as a bug would");
            });
            BlockingQueue<CcmDatagram> behind = new LinkedBlockingQueue<>();
            host.transport.listen(behind::add);
            CcmPayload packet = packet(host.transport.address(), "1");
            host.transport.broadcast(CcmPort.VALUES, packet);
            Host.await(behind, packet);
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUnknownInterfaceIsRefusedWithAHint() {
        assertThatThrownBy(() -> UdpTransport.open(UdpSettings.on("greenhouse9").withPorts(PORTS)))
                .isInstanceOfSatisfying(
                        UdpException.class, e -> assertThat(e.status()).isEqualTo(UdpException.Status.NO_SUCH_NETWORK))
                .hasMessageContaining("greenhouse9")
                .hasMessageContaining("ip -br addr");
    }

    @Test
    void aPortHeldWithoutSharingIsNamed() throws Exception {
        UdpPorts others = UdpPorts.from(PORTS.values() + 10);
        try (DatagramSocket greedy = new DatagramSocket(null)) {
            greedy.setReuseAddress(false);
            greedy.bind(new InetSocketAddress("0.0.0.0", others.values()));
            assertThatThrownBy(() -> UdpTransport.open(UdpSettings.loopback("127.0.0.1", others)))
                    .isInstanceOfSatisfying(
                            UdpException.class, e -> assertThat(e.status()).isEqualTo(UdpException.Status.PORT_TAKEN))
                    .hasMessageContaining(Integer.toString(others.values()));
        }
    }

    private static void awaitResult(UdpTransport transport, CcmPayload packet, int wanted) throws InterruptedException {
        BlockingQueue<Integer> never = new LinkedBlockingQueue<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (transport.broadcast(CcmPort.VALUES, packet) != wanted) {
            assertThat(System.nanoTime()).as("deadline for result " + wanted).isLessThan(deadline);
            never.poll(20, TimeUnit.MILLISECONDS);
        }
    }

    private static CcmPayload packet(Ipv4Address sender, String value) {
        CcmDatum datum = new CcmDatum(new CcmType("VenSdWinrcA"), CcmAddress.of(1, 71, 1), 10, value);
        return CcmWriter.write(CcmPacket.of(sender, datum));
    }

    private static final class Host implements AutoCloseable {
        final UdpTransport transport;
        final BlockingQueue<CcmDatagram> heard = new LinkedBlockingQueue<>();

        Host(String address, Destination destination) {
            this(UdpSettings.loopback(address, PORTS).withDestinations(EnumSet.of(destination)));
        }

        Host(UdpSettings settings) {
            transport = UdpTransport.open(settings);
            transport.listen(heard::add);
        }

        CcmDatagram await(CcmPayload packet) throws InterruptedException {
            return await(heard, packet);
        }

        static CcmDatagram await(BlockingQueue<CcmDatagram> heard, CcmPayload packet) throws InterruptedException {
            while (true) {
                CcmDatagram datagram = heard.poll(10, TimeUnit.SECONDS);
                assertThat(datagram).as("datagram " + packet).isNotNull();
                if (datagram.payload().equals(packet)) {
                    return datagram;
                }
            }
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
