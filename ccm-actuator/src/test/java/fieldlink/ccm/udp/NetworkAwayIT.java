package fieldlink.ccm.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.CcmWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real interface that goes down and comes back under another address, in a network namespace of its own. */
class NetworkAwayIT {
    private static final long DEADLINE_SECONDS = 30;
    private static final String CABLE = "ip link add field0 type veth peer name far0 && ip link set far0 up";
    private static final String PREPARE =
            CABLE + " && ip addr add 10.77.0.1/24 dev field0 && ip link set field0 up && exec \"$@\"";

    @Test
    void sendingAndHearingComeBackWithTheInterface() throws Exception {
        boolean possible = run("unshare", "-rn", "sh", "-c", CABLE) == 0;
        assumeTrue(
                possible || Boolean.getBoolean("fieldlink.it.required"),
                "no network namespace can be made here: apt install iproute2 util-linux, and allow user namespaces");
        Process inside = new ProcessBuilder(
                        "unshare",
                        "-rn",
                        "sh",
                        "-c",
                        PREPARE,
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NetworkAwayIT.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(inside.waitFor(2 * DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(inside.getInputStream().readAllBytes(), UTF_8).lines())
                .containsExactly(
                        "heard from 10.77.0.1", "away: nothing leaves", "heard from 10.77.0.2", "address 10.77.0.2");
    }

    /** What happens inside the namespace. */
    public static void main(String[] args) throws Exception {
        BlockingQueue<CcmDatagram> heard = new LinkedBlockingQueue<>();
        try (UdpTransport transport = UdpTransport.open(UdpSettings.on("field0"))) {
            transport.listen(heard::add);
            System.out.println("heard from " + exchange(transport, heard));
            run("ip", "link", "set", "field0", "down");
            run("ip", "addr", "flush", "dev", "field0");
            awaitSilence(transport);
            System.out.println("away: nothing leaves");
            run("ip", "addr", "add", "10.77.0.2/24", "dev", "field0");
            run("ip", "link", "set", "field0", "up");
            System.out.println("heard from " + exchange(transport, heard));
            System.out.println("address " + transport.address());
        }
    }

    /** Sends until something is heard of it, and says who it was from. */
    private static String exchange(UdpTransport transport, BlockingQueue<CcmDatagram> heard)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        heard.clear();
        while (System.nanoTime() < deadline) {
            transport.broadcast(CcmPort.VALUES, packet(transport));
            CcmDatagram datagram = heard.poll(200, TimeUnit.MILLISECONDS);
            if (datagram != null) {
                return datagram.source().address().toString();
            }
        }
        return "nobody";
    }

    private static void awaitSilence(UdpTransport transport) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (transport.broadcast(CcmPort.VALUES, packet(transport)) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("packets still leave through an interface that is down");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static CcmPayload packet(UdpTransport transport) {
        CcmDatum datum = new CcmDatum(new CcmType("VenFanrcA"), CcmAddress.of(1, 1, 1), 10, "0");
        return CcmWriter.write(CcmPacket.of(transport.address(), datum));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }
}
