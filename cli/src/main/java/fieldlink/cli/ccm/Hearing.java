package fieldlink.cli.ccm;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes what a transport hears to the thread of the command, as long as it is open. */
final class Hearing implements AutoCloseable {
    /** What a slow terminal may fall behind by; then the newest is left out. */
    private static final int BACKLOG = 10_000;

    private final BlockingQueue<CcmDatagram> heard = new LinkedBlockingQueue<>(BACKLOG);
    private final CcmTransport.Subscription subscription;

    Hearing(CcmTransport transport) {
        subscription = transport.listen(heard::offer);
    }

    /** The next datagram; empty when none came before the deadline of {@code System.nanoTime}. */
    Optional<CcmDatagram> next(long deadline) throws InterruptedException {
        return Optional.ofNullable(heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    /** The next message of a kind, with the datagram it came in. */
    <M extends CcmMessage> Optional<Heard<M>> next(Class<M> kind, long deadline) throws InterruptedException {
        for (Optional<CcmDatagram> datagram = next(deadline); datagram.isPresent(); datagram = next(deadline)) {
            if (datagram.get().parse() instanceof CcmParse.Parsed parsed
                    && kind.isInstance(parsed.packet().message())) {
                return Optional.of(
                        new Heard<>(datagram.get(), kind.cast(parsed.packet().message())));
            }
        }
        return Optional.empty();
    }

    record Heard<M extends CcmMessage>(CcmDatagram datagram, M message) {}

    static long deadline(Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
