package fieldlink.ccm.engine;

import fieldlink.ccm.CcmDatagram;
import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmMessage;
import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPort;
import fieldlink.ccm.CcmTransport;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The running bridge: a mailbox whose one thread decides, and a sender whose one thread repeats packets. Every method
 * may be called from any thread.
 *
 * <p>An emergency does not wait for the mailbox: the caller's own thread sends every OFF and latches the sender, so that
 * no ON can leave whatever the mailbox is doing or failing to do.
 */
public final class Engine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final int MAILBOX = 20_000;
    private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(250);
    private static final Duration LAST_WORDS = Duration.ofMillis(400);

    private final HouseClock clock;
    private final Register register;
    private final Roster roster;
    private final SignalSender sender;
    private final Bridge bridge;
    private final BlockingDeque<Runnable> mailbox = new LinkedBlockingDeque<>(MAILBOX);
    /** An emergency that the deciding thread has not heard of yet; beside the mailbox, which may be full. */
    private final AtomicReference<@Nullable Runnable> alarm = new AtomicReference<>();

    private final AtomicLong progress = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Lateness lateness = new Lateness();
    private final Thread control;
    private final Thread repeats;
    private volatile boolean open = true;
    private volatile @Nullable Throwable failure;

    private Engine(BridgeSettings settings, HousePorts ports, PacketOutlet outlet, SavedHouse saved, String bootId) {
        clock = ports.clock();
        register = new Register(clock, bootId, settings.calibration().zone());
        roster = Roster.of(settings, register, saved, clock.now());
        sender = new SignalSender(new SignalBoard(settings.actuators().values(), outlet), clock);
        bridge = new Bridge(settings, ports, sender, roster, register);
        control = new Thread(this::control, "fieldlink-ccm-engine");
        repeats = new Thread(sender::run, "fieldlink-ccm-sender");
        control.setDaemon(true);
        repeats.setDaemon(true);
    }

    /**
     * Starts the house. What a crash left running is switched off before this returns.
     *
     * @param saved what the last run left
     * @param bootId of this run of the machine
     */
    public static Engine start(
            BridgeSettings settings, HousePorts ports, PacketOutlet outlet, SavedHouse saved, String bootId) {
        SavedHouse left = saved.named(settings.actuators().values());
        Engine engine = new Engine(settings, ports, outlet, left, bootId);
        engine.bridge.start(left);
        engine.repeats.start();
        engine.control.start();
        return engine;
    }

    /**
     * Starts a house that is forgotten with this process, and lets it hear what its network says. Everything has to be
     * calibrated, or its position made known, before it can be moved to a percentage.
     *
     * @param transport not closed here; to be closed after the engine
     */
    public static Engine startInMemory(BridgeSettings settings, CcmTransport transport) {
        HousePorts ports =
                new HousePorts(new SystemClock(InstantSource.system(), () -> true), house -> true, AuditTrail.NONE);
        Engine engine = start(settings, ports, new BroadcastOutlet(transport), SavedHouse.NONE, "");
        transport.listen(datagram -> engine.hear(datagram, transport.address()));
        return engine;
    }

    /** A packet from the network; what is in it and concerns the house is heard. */
    public void hear(CcmDatagram datagram, Ipv4Address ownAddress) {
        if (datagram.port() == CcmPort.VALUES
                && datagram.parse() instanceof CcmParse.Parsed parsed
                && parsed.packet().message() instanceof CcmMessage.Values message) {
            boolean own = datagram.sender().equals(ownAddress);
            message.data().forEach(datum -> hear(datum, datagram.sender(), own));
        }
    }

    /**
     * Asks an actuator for something and waits for the answer.
     *
     * @throws TimeoutException when the mailbox does not come to it in time; it may still be carried out then, and the
     *     same command id asked again gets its answer
     */
    public Reply submit(ActuatorCommand command, Duration patience) throws TimeoutException, InterruptedException {
        return ask(() -> bridge.submit(command), patience);
    }

    /** Everything off, now. Every first OFF has left when this returns, even if the mailbox is stuck. */
    public void emergency(String actor, String reason) {
        sender.latch(bridge::off);
        alarm.set(() -> bridge.emergency(true, actor, reason));
        // When the mailbox is full its thread is at work, and looks for an alarm on its next round.
        mailbox.offerFirst(this::heedAlarm);
    }

    /** @return whether there was an emergency to clear */
    public boolean clear(String actor, Duration patience) throws TimeoutException, InterruptedException {
        return ask(() -> bridge.clear(actor), patience);
    }

    /** A value from the network. Dropped when the mailbox is full: the next one comes in a second. */
    public void hear(CcmDatum datum, Ipv4Address source, boolean own) {
        if (!mailbox.offerLast(() -> bridge.hear(datum, source, own))) {
            dropped.incrementAndGet();
        }
    }

    /** A measurement that did not come over the network. */
    public void sense(SensorKind kind, double value) {
        if (!mailbox.offerLast(() -> bridge.sense(kind, value))) {
            dropped.incrementAndGet();
        }
    }

    /** Every actuator as it is now; does not need the mailbox. */
    public List<ActuatorStatus> actuators() {
        return roster.names().stream()
                .map(name -> ActuatorStatus.of(roster.get(name), clock, register))
                .toList();
    }

    public BridgeStatus status(Duration patience) throws TimeoutException, InterruptedException {
        return ask(bridge::status, patience);
    }

    /** The last values heard from others. */
    public List<HeardValue> values(Duration patience) throws TimeoutException, InterruptedException {
        Moment now = clock.now();
        return ask(bridge::values, patience).stream()
                .map(value -> new HeardValue(
                        value.tuple(), value.text(), value.sender(), value.at().until(now)))
                .toList();
    }

    /** Whether an emergency keeps the sender from letting any ON out. */
    public boolean isLatched() {
        return sender.isLatched();
    }

    /** Two counters that both grow in a healthy engine; a watchdog is fed only while they do. */
    public Progress progress() {
        return new Progress(progress.get(), sender.progress(), failure == null);
    }

    /** How late the engine was at its worst since it was last asked. */
    public Duration takeWorstLateness() {
        return lateness.take();
    }

    /** How the packets leave; does not need the mailbox. */
    public Sending sending() {
        return sender.sending();
    }

    /** How many values had to be dropped because the mailbox was full. */
    public long dropped() {
        return dropped.get();
    }

    /** Switches off what runs, writes the state as clean, and falls silent. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        mailbox.offerFirst(() -> {
            bridge.stop("shutdown");
            stopped.complete(null);
        });
        try {
            stopped.get(5, TimeUnit.SECONDS);
            // The two repeats of the last OFFs are still to come.
            TimeUnit.NANOSECONDS.sleep(LAST_WORDS.toNanos());
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.ERROR, "the engine did not stop in order; switching everything off", e);
            sender.latch(bridge::off);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open = false;
        sender.close();
        control.interrupt();
        // Whoever closes the network next must not do it under a thread that still sends.
        awaitEnd(repeats);
        awaitEnd(control);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Signs of life.
     *
     * @param control how often the deciding thread went round
     * @param sender how often the repeating thread did
     */
    public record Progress(long control, long sender, boolean healthy) {
        /** Whether both went on since an earlier look. */
        public boolean since(Progress earlier) {
            return healthy && control > earlier.control && sender > earlier.sender;
        }
    }

    private <T> T ask(Supplier<T> question, Duration patience) throws TimeoutException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean taken =
                mailbox.offerLast(() -> answer.complete(question.get()), patience.toNanos(), TimeUnit.NANOSECONDS);
        if (!taken) {
            throw new TimeoutException("the engine's mailbox is full");
        }
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void control() {
        try {
            while (open) {
                heedAlarm();
                lateness.look(bridge.due(), clock.now());
                bridge.advance();
                bridge.flush();
                progress.incrementAndGet();
                serve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // a bug: nothing more is decided, and nothing may run
            // Off first: whoever sees the failure may rely on it.
            sender.latch(bridge::off);
            failure = e;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the engine has stopped because of a bug; everything is switched off",
                    e);
        }
    }

    private void heedAlarm() {
        Runnable unheard = alarm.getAndSet(null);
        if (unheard != null) {
            unheard.run();
        }
    }

    private void serve() throws InterruptedException {
        long nap = Math.min(
                LONGEST_NAP, Math.max(0, bridge.due().nanos() - clock.now().nanos()));
        Runnable letter = mailbox.pollFirst(nap, TimeUnit.NANOSECONDS);
        if (letter == null) {
            return;
        }
        letter.run();
        // What came together is decided together, and written to disk once.
        for (int i = 0; i < MAILBOX / 10; i++) {
            Runnable next = mailbox.pollFirst();
            if (next == null) {
                break;
            }
            next.run();
        }
        bridge.flush();
    }
}
