package fieldlink.ccm.udp;

import fieldlink.ccm.CcmAddress;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmEndpoint;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmType;
import fieldlink.ccm.CcmWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How many datagrams a second are received, parsed and handed to a listener without losing one:
 * {@code UdpReceiveBenchmark [RATE] [SECONDS]}. Sender and receiver share the machine.
 */
public final class UdpReceiveBenchmark {
    private static final UdpPorts PORTS = UdpPorts.from(39_520);

    private UdpReceiveBenchmark() {}

    public static void main(String[] args) throws InterruptedException {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        AtomicLong received = new AtomicLong();
        try (UdpTransport from = UdpTransport.open(UdpSettings.loopback("127.0.0.81", PORTS));
                UdpTransport to = UdpTransport.open(UdpSettings.loopback("127.0.0.82", PORTS))) {
            to.listen(datagram -> received.incrementAndGet());
            CcmEndpoint target = new CcmEndpoint(to.address(), PORTS.values());
            CcmDatum datum = new CcmDatum(new CcmType("VenSdWinopr"), CcmAddress.of(1, 71, 1), 29, "45");
            CcmPayload packet = CcmWriter.write(CcmPacket.of(from.address(), datum));
            long began = System.nanoTime();
            long sent = send(from, target, packet, rate, seconds);
            double took = (System.nanoTime() - began) / 1e9;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (received.get() < sent && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d bytes, asked for %d/s, sent %.0f/s: sent %d, received %d, lost %d%n",
                    packet.length(),
                    rate,
                    sent / took,
                    sent,
                    received.get(),
                    sent - received.get());
        }
    }

    /**
     * In portions of a millisecond. A sender that the machine held up does not make up for it in one burst, which would
     * measure another rate than the one that was asked for.
     */
    private static long send(UdpTransport from, CcmEndpoint target, CcmPayload packet, int rate, int seconds) {
        long total = (long) rate * seconds;
        long largestPortion = Math.max(1, rate / 100);
        long sent = 0;
        long last = System.nanoTime();
        double due = 0;
        while (sent < total) {
            long now = System.nanoTime();
            due = Math.min(largestPortion, due + (now - last) * (double) rate / 1e9);
            last = now;
            for (; due >= 1 && sent < total; due--) {
                sent += from.unicast(target, packet);
            }
            LockSupport.parkNanos(1_000_000);
        }
        return sent;
    }
}
