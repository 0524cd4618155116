package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmPacket;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.CcmWriter;
import fieldlink.ccm.cadence.Cadence;
import fieldlink.ccm.cadence.Pace;
import fieldlink.ccm.cadence.SendPlan;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends values from the thread of a command, and repeats them as nodes need it while that thread waits. */
final class Sender {
    /** The copies of a change are over by then. */
    static final Duration BURST = Duration.ofMillis(250);

    private final CcmTransport transport;
    private final SendPlan<CcmTuple, CcmDatum> plan = new SendPlan<>();
    private int packets;
    private volatile boolean silent;

    Sender(CcmTransport transport) {
        this.transport = transport;
    }

    /** Refuses now what could not be sent later. */
    void check(CcmDatum datum) {
        CcmWriter.write(CcmPacket.of(transport.address(), datum));
    }

    void put(CcmDatum datum, Pace pace) {
        plan.put(datum.tuple(), datum, pace, Cadence.STANDARD, System.nanoTime());
    }

    /**
     * Says one thing more, three times, and repeats nothing after it, whatever is put. May be called from any thread: also
     * from one that runs because Ctrl-C was pressed, while the command's own thread still sends.
     */
    void sayLast(CcmDatum last) {
        silent = true;
        for (int copy = 0; copy < Cadence.STANDARD.burst().count(); copy++) {
            broadcast(last);
            LockSupport.parkNanos(Cadence.STANDARD.burst().spacing().toNanos());
        }
    }

    void drop(CcmDatum datum) {
        plan.drop(datum.tuple());
    }

    /** Sends what is due and returns when there is nothing to send before the deadline, or it is there. */
    void sendUntil(long deadline) throws InterruptedException {
        for (OptionalLong due = plan.nextDue();
                due.isPresent() && due.getAsLong() - deadline < 0;
                due = plan.nextDue()) {
            TimeUnit.NANOSECONDS.sleep(due.getAsLong() - System.nanoTime());
            for (CcmDatum now : plan.due(System.nanoTime(), Integer.MAX_VALUE)) {
                packets += silent ? 0 : broadcast(now);
            }
        }
        TimeUnit.NANOSECONDS.sleep(deadline - System.nanoTime());
    }

    /** How many the network took so far. */
    int packets() {
        return packets;
    }

    private int broadcast(CcmDatum datum) {
        return transport.broadcast(CcmPort.VALUES, CcmWriter.write(CcmPacket.of(transport.address(), datum)));
    }
}
