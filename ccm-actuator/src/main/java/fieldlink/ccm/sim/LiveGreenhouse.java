package fieldlink.ccm.sim;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A greenhouse whose time is the wall clock's, possibly faster, and whose packets come from real sockets. */
public final class LiveGreenhouse implements AutoCloseable {
    /** The shortest sleep: fine enough for motors that are timed to a tenth of a second. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The longest, so that being closed is noticed. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Far more than a busy network sends in a step; beyond it packets are lost as they would be in a node. */
    private static final int INBOX = 10_000;

    private final Greenhouse greenhouse;
    private final double factor;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(INBOX);
    private final Thread thread = new Thread(this::run, "fieldlink-ccm-greenhouse");
    private volatile boolean closed;

    /** @param factor how many times faster than the clock on the wall; nodes then forget faster, too */
    public LiveGreenhouse(Greenhouse greenhouse, double factor) {
        if (!(factor > 0 && factor <= 1000)) {
            throw new IllegalArgumentException("time factor " + factor + "; expected more than 0, at most 1000");
        }
        this.greenhouse = greenhouse;
        this.factor = factor;
        thread.setDaemon(true);
    }

    /**
     * One node on a perfect network, at the pace of the clock on the wall, running when this returns.
     *
     * @param transport the node's own; not closed here
     * @param told when something happened that must never happen
     */
    public static LiveGreenhouse start(NodeSpec spec, CcmTransport transport, Consumer<Finding> told) {
        LiveGreenhouse live = new LiveGreenhouse(new Greenhouse(new VirtualTime(), 1, told), 1);
        live.add(spec, transport, NetworkFaults.NONE, Autonomy.NONE);
        live.start();
        return live;
    }

    /** Before {@link #start}. */
    public void add(NodeSpec spec, CcmTransport transport, NetworkFaults faults, Autonomy autonomy) {
        Consumer<CcmDatagram> ears = greenhouse.build(spec, transport, faults, NetworkFaults.NONE, autonomy);
        transport.listen(datagram -> inbox.offer(() -> ears.accept(datagram)));
    }

    public void start() {
        thread.start();
    }

    public List<Truth> truths() throws InterruptedException {
        return ask(Greenhouse::truths);
    }

    public List<Finding> findings() throws InterruptedException {
        return ask(Greenhouse::findings);
    }

    /** Runs a question on the greenhouse's own thread. */
    public <T> T ask(Function<Greenhouse, T> question) throws InterruptedException {
        BlockingQueue<T> answer = new LinkedBlockingQueue<>(1);
        inbox.put(() -> answer.add(question.apply(greenhouse)));
        T given = answer.poll(10, TimeUnit.SECONDS);
        if (given == null) {
            throw new IllegalStateException("the greenhouse does not run");
        }
        return given;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asleep until something happens by itself; packets wake it before. */
    private long untilNext(long began) {
        long now = (long) ((System.nanoTime() - began) * factor);
        long next = greenhouse.time().next().orElse(Long.MAX_VALUE);
        return Math.max(STEP_NANOS, Math.min(NAP_NANOS, (long) ((next - now) / factor)));
    }

    private void run() {
        long began = System.nanoTime();
        while (!closed) {
            try {
                Runnable first = inbox.poll(untilNext(began), TimeUnit.NANOSECONDS);
                greenhouse.time().advanceTo((long) ((System.nanoTime() - began) * factor));
                for (Runnable next = first; next != null; next = inbox.poll()) {
                    next.run();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
