package fieldlink.ble.session;

import fieldlink.ble.BleException;
import fieldlink.ble.BleSettings;
import fieldlink.ble.BleStatus;
import fieldlink.ble.EventLoop;
import fieldlink.ble.Radio;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.Registration;
import fieldlink.ble.radio.Effect;
import fieldlink.ble.radio.Failure;
import fieldlink.ble.radio.Orchestrator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The mailbox: everything that happens becomes a task of the loop, is decided there, and its effects are carried out. */
final class SessionCore {
    private static final System.Logger LOG = System.getLogger(SessionCore.class.getName());

    private final Radio radio;
    private final EventLoop loop;
    private final Executor delivery;
    private final Orchestrator orchestrator;
    private final Desk desk = new Desk();
    private final Waiters waiters = new Waiters();
    private final EffectRunner runner;
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;
    private Registration timer = () -> {};

    SessionCore(Radio radio, BleSettings settings, EventLoop loop, Executor delivery) {
        this.radio = radio;
        this.loop = loop;
        this.delivery = delivery;
        this.orchestrator = new Orchestrator(settings);
        this.runner = new EffectRunner(radio, this, desk, waiters);
    }

    void open() {
        radio.open(this::onRadioEvent);
    }

    Duration now() {
        return loop.now();
    }

    EventLoop loop() {
        return loop;
    }

    Executor delivery() {
        return delivery;
    }

    Desk desk() {
        return desk;
    }

    Waiters waiters() {
        return waiters;
    }

    /** A number for a request, a listener or a search; never given twice, and growing in the order of the calls. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Runs a step on the session's thread, and what it leads to; does nothing once the session is closed. */
    void run(Consumer<Orchestrator> step) {
        run(step, () -> {});
    }

    /**
     * Runs a step on the session's thread, and what it leads to.
     *
     * @param otherwise run instead when the session is closed
     */
    void run(Consumer<Orchestrator> step, Runnable otherwise) {
        try {
            loop.execute(() -> {
                if (closed) {
                    otherwise.run();
                } else {
                    decide(step);
                }
            });
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    /** Runs a step that answers; the answer reaches its caller on the delivery thread. */
    <T> CompletableFuture<T> ask(BiConsumer<Orchestrator, CompletableFuture<T>> step) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        CompletableFuture<T> told = new CompletableFuture<>();
        // Not a dependent stage: that would wrap the failure.
        var unused = answer.whenComplete((value, failure) -> tell(() -> {
            if (failure == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(failure);
            }
        }));
        run(orchestrator -> step.accept(orchestrator, answer), () -> answer.completeExceptionally(closedException()));
        return told;
    }

    static BleException closedException() {
        return sessionClosed().toException();
    }

    void close() {
        if (closed) {
            return;
        }
        try {
            // In its turn: what was asked before is taken in first, and then ended with the rest.
            loop.execute(this::endAll);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
        radio.close();
    }

    private void endAll() {
        closed = true;
        timer.close();
        desk.endAll(loop.wallTime());
        waiters.closed(closedException());
    }

    private void onRadioEvent(RadioEvent event) {
        run(orchestrator -> orchestrator.happened(event, loop.wallTime(), loop.now()));
    }

    private void decide(Consumer<Orchestrator> step) {
        try {
            step.accept(orchestrator);
            pump();
        } catch (Exception e) { // the mailbox: a bug must not leave callers waiting for ever
            LOG.log(System.Logger.Level.ERROR, "the Bluetooth session stops because of a bug", e);
            LOG.log(System.Logger.Level.ERROR, "its state was {0}", orchestrator.status(loop.wallTime(), loop.now()));
            endAll();
        }
    }

    private void pump() {
        for (List<Effect> effects = orchestrator.takeEffects();
                !effects.isEmpty();
                effects = orchestrator.takeEffects()) {
            effects.forEach(effect -> effect.accept(runner));
        }
        timer.close();
        Duration now = loop.now();
        orchestrator
                .nextDue(now)
                // A delay may be negative: what is overdue goes before everything that waits in the loop.
                .ifPresent(due -> timer = loop.schedule(due.minus(now), () -> {
                    if (!closed) {
                        decide(woken -> woken.tick(loop.now()));
                    }
                }));
    }

    /** Runs a completion where callers may be told. */
    void tell(Runnable completion) {
        try {
            delivery.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    static Failure sessionClosed() {
        return Failure.of(BleStatus.CLOSED, "the Bluetooth session is closed", "");
    }
}
