package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmReader;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** The last metres of cable to a node. */
final class FaultyLink {
    private final NetworkFaults faults;
    private final Random random;
    private final VirtualTime time;
    private long deadUntil;

    FaultyLink(NetworkFaults faults, Random random, VirtualTime time) {
        this.faults = faults;
        this.random = random;
        this.time = time;
    }

    void carry(CcmDatagram datagram, Consumer<CcmDatagram> to) {
        if (happens(faults.outage())) {
            deadUntil = time.nanos() + faults.outageLength().toNanos();
        }
        if (time.nanos() < deadUntil || happens(faults.loss())) {
            return;
        }
        deliver(datagram, to);
        if (happens(faults.duplicate())) {
            deliver(datagram, to);
        }
    }

    private void deliver(CcmDatagram datagram, Consumer<CcmDatagram> to) {
        CcmDatagram arriving = happens(faults.corrupt()) ? corrupted(datagram) : datagram;
        long delay = (long) (random.nextDouble() * faults.delay().toNanos());
        if (delay == 0) {
            to.accept(arriving);
        } else {
            time.after(Duration.ofNanos(delay), () -> to.accept(arriving));
        }
    }

    private CcmDatagram corrupted(CcmDatagram datagram) {
        byte[] bytes = datagram.payload().toByteArray();
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        CcmPayload payload = CcmPayload.of(bytes);
        return new CcmDatagram(datagram.port(), datagram.source(), payload, CcmReader.read(payload));
    }

    private boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
