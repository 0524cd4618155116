package fieldlink.ccm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The simulated node on real sockets: what a bridge in another process sees of it. */
class LiveGreenhouseIT {
    private static final UdpPorts PORTS =
            UdpPorts.from(31_000 + (int) (ProcessHandle.current().pid() % 50) * 20);

    @Test
    void movesByWhatArrivesAndReportsIt() throws InterruptedException {
        BlockingQueue<CcmDatagram> heard = new LinkedBlockingQueue<>();
        Greenhouse greenhouse = new Greenhouse(new VirtualTime(), 1, finding -> {});
        try (UdpTransport node = UdpTransport.open(UdpSettings.loopback("127.0.0.51", PORTS));
                UdpTransport bridge = UdpTransport.open(UdpSettings.loopback("127.0.0.52", PORTS));
                LiveGreenhouse live = new LiveGreenhouse(greenhouse, 5)) {
            live.add(
                    Rehearsal.byPosition(node.address(), NodeProfile.UARDECS), node, NetworkFaults.NONE, Autonomy.NONE);
            bridge.listen(heard::add);
            live.start();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!reports(heard, "VenSdWinopr\" room=\"1\" region=\"71\" order=\"1\" priority=\"1\">30<")) {
                assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
                bridge.broadcast(
                        CcmPort.VALUES,
                        CcmWriter.write(CcmPacket.of(bridge.address(), Bench.datum("VenSdWinrcA", 1, 1, "30"))));
            }
            double percent = live.ask(house -> house.motor("side-window").percent());
            assertThat(percent).isBetween(27.0, 33.0);
            assertThat(live.findings()).isEmpty();
        }
    }

    /** Waits a moment for the next datagrams. */
    private static boolean reports(BlockingQueue<CcmDatagram> heard, String part) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        while (System.nanoTime() < until) {
            CcmDatagram datagram = heard.poll(100, TimeUnit.MILLISECONDS);
            if (datagram != null && datagram.payload().text().contains(part)) {
                return true;
            }
        }
        return false;
    }
}
