package fieldlink.ble.session;

import fieldlink.ble.Advertisement;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.LinkKey;
import fieldlink.ble.Radio;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.ScanEvent;
import fieldlink.ble.SubscriptionEvent;
import fieldlink.ble.radio.Effect;
import fieldlink.ble.radio.Failure;
import fieldlink.ble.radio.Fault;
import fieldlink.ble.radio.GattCall;
import fieldlink.ble.radio.LinkRef;
import fieldlink.ble.radio.Orchestrator;
import fieldlink.ble.radio.Reply;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Carries effects out: on the radio, whose answers come back as events, and towards callers and listeners. */
final class EffectRunner implements Effect.Visitor {
    private static final System.Logger LOG = System.getLogger("fieldlink.ble");

    private final Radio radio;
    private final SessionCore core;
    private final Desk desk;
    private final Waiters waiters;

    EffectRunner(Radio radio, SessionCore core, Desk desk, Waiters waiters) {
        this.radio = radio;
        this.core = core;
        this.desk = desk;
        this.waiters = waiters;
    }

    @Override
    public void startScan(Effect.StartScan effect) {
        after(
                radio.startScan(effect.adapter(), effect.mode()),
                (orchestrator, fault) -> orchestrator.scanStarted(effect.adapter(), fault, core.now()));
    }

    @Override
    public void stopScan(Effect.StopScan effect) {
        after(
                radio.stopScan(effect.adapter()),
                (orchestrator, fault) -> orchestrator.scanStopped(effect.adapter(), fault, core.now()));
    }

    @Override
    public void connect(Effect.Connect effect) {
        after(
                radio.connect(effect.link().key()),
                (orchestrator, fault) -> orchestrator.connected(effect.link(), fault, core.now()));
    }

    @Override
    public void disconnect(Effect.Disconnect effect) {
        after(
                radio.disconnect(effect.link().key()),
                (orchestrator, fault) -> orchestrator.disconnected(effect.link(), core.now()));
    }

    @Override
    public void call(Effect.Call effect) {
        CompletionStage<Reply> reply =
                effect.call().accept(new Caller(effect.link().key()));
        LinkRef link = effect.link();
        reply.whenComplete((answer, failure) -> {
            Reply told = failure == null ? answer : Reply.failed(faultOf(failure));
            core.run(orchestrator -> orchestrator.answered(link, told, core.now()));
        });
    }

    @Override
    public void forget(Effect.Forget effect) {
        DeviceAddress device = effect.link().device();
        after(radio.forget(effect.link()), (orchestrator, fault) -> {
            waiters.forgotten(device, failureOf("forgetting " + device, fault));
            orchestrator.forgotten(effect.link(), core.now());
        });
    }

    @Override
    public void recover(Effect.Recover effect) {
        after(radio.recover(effect.adapter(), effect.step()), (orchestrator, fault) -> {
            waiters.recovered(effect.adapter(), failureOf("recovering " + effect.adapter(), fault));
            orchestrator.recovered(effect.adapter(), effect.step(), fault, core.now());
        });
    }

    @Override
    public void complete(Effect.Complete effect) {
        desk.complete(effect.request(), effect.outcome());
    }

    @Override
    public void found(Effect.Found effect) {
        Pending<Advertisement> caller = desk.searchEnded(effect.search());
        if (caller != null) {
            caller.succeed(effect.advertisement());
        }
    }

    @Override
    public void announce(Effect.Announce effect) {
        desk.announce(new ScanEvent.Heard(effect.advertisement()));
    }

    @Override
    public void silence(Effect.Silence effect) {
        desk.announce(new ScanEvent.Unavailable(effect.last()));
    }

    @Override
    public void notify(Effect.Notify effect) {
        desk.publish(effect.subscription(), new SubscriptionEvent.Value(effect.value(), wallNow()));
    }

    @Override
    public void gap(Effect.Gap effect) {
        desk.publish(effect.subscription(), new SubscriptionEvent.Gap(effect.cause(), wallNow()));
    }

    @Override
    public void resume(Effect.Resume effect) {
        Instant now = wallNow();
        desk.publish(effect.subscription(), new SubscriptionEvent.Resumed(now.minus(effect.gap()), now));
    }

    @Override
    public void endSubscription(Effect.EndSubscription effect) {
        desk.subscriptionEnded(effect.subscription(), effect.failure().toException(), wallNow());
    }

    @Override
    public void linkGone(Effect.LinkGone effect) {
        desk.linkGone(effect.borrow(), effect.failure());
    }

    @Override
    public void report(Effect.Report effect) {
        LOG.log(effect.grave() ? System.Logger.Level.WARNING : System.Logger.Level.INFO, effect.text());
    }

    private Instant wallNow() {
        return core.loop().wallTime();
    }

    private void after(CompletionStage<Void> stage, BiConsumer<Orchestrator, Optional<Fault>> event) {
        stage.whenComplete((done, failure) -> {
            Optional<Fault> fault = Optional.ofNullable(failure).map(EffectRunner::faultOf);
            core.run(orchestrator -> event.accept(orchestrator, fault));
        });
    }

    private static @Nullable Failure failureOf(String what, Optional<Fault> fault) {
        return fault.map(failed -> failed.toFailure(what)).orElse(null);
    }

    private static Fault faultOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof RadioException known) {
            return Fault.of(known);
        }
        // A radio's bug. It is told like any other failure, and logged because nobody expects it.
        LOG.log(System.Logger.Level.ERROR, "a radio call failed with something else than a RadioException", cause);
        return Fault.of(RadioFault.FAILED, cause.toString());
    }

    private final class Caller implements GattCall.Visitor<CompletionStage<Reply>> {
        private final LinkKey link;

        Caller(LinkKey link) {
            this.link = link;
        }

        @Override
        public CompletionStage<Reply> discover(GattCall.Discover call) {
            return radio.discover(link).thenApply(Reply::of);
        }

        @Override
        public CompletionStage<Reply> read(GattCall.Read call) {
            return radio.read(link, call.handle()).thenApply(Reply::of);
        }

        @Override
        public CompletionStage<Reply> write(GattCall.Write call) {
            return radio.write(link, call.handle(), call.value(), call.mode()).thenApply(done -> Reply.done());
        }

        @Override
        public CompletionStage<Reply> startNotify(GattCall.StartNotify call) {
            return radio.startNotify(link, call.handle()).thenApply(done -> Reply.done());
        }

        @Override
        public CompletionStage<Reply> stopNotify(GattCall.StopNotify call) {
            return radio.stopNotify(link, call.handle()).thenApply(done -> Reply.done());
        }
    }
}
