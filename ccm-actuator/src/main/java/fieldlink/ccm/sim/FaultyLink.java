package fieldlink.ccm.sim;

import fieldlink.ccm.CcmPayload;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** The last metres of cable to a node, or from it. */
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

    void carry(CcmPayload packet, Consumer<CcmPayload> to) {
        if (happens(faults.outage())) {
            deadUntil = time.nanos() + faults.outageLength().toNanos();
        }
        if (time.nanos() < deadUntil || happens(faults.loss())) {
            return;
        }
        deliver(packet, to);
        if (happens(faults.duplicate())) {
            deliver(packet, to);
        }
    }

    private void deliver(CcmPayload packet, Consumer<CcmPayload> to) {
        CcmPayload arriving = happens(faults.corrupt()) ? corrupted(packet) : packet;
        long delay = (long) (random.nextDouble() * faults.delay().toNanos());
        if (delay == 0) {
            to.accept(arriving);
        } else {
            time.after(Duration.ofNanos(delay), () -> to.accept(arriving));
        }
    }

    private CcmPayload corrupted(CcmPayload packet) {
        byte[] bytes = packet.toByteArray();
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return CcmPayload.of(bytes);
    }

    private boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
