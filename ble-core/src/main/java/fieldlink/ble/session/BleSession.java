package fieldlink.ble.session;

import fieldlink.ble.AdapterName;
import fieldlink.ble.BleCentral;
import fieldlink.ble.BleControl;
import fieldlink.ble.BleException;
import fieldlink.ble.BleSettings;
import fieldlink.ble.BleStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.EventLoop;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.Radio;
import fieldlink.ble.RecoveryStep;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A radio shared by any number of clients in this process. {@link #client} gives each its own {@link BleCentral};
 * closing the session ends them all.
 */
public final class BleSession implements BleControl, AutoCloseable {
    private final SessionCore core;
    private final BleSettings settings;
    private final Runnable closeThreads;

    private BleSession(SessionCore core, BleSettings settings, Runnable closeThreads) {
        this.core = core;
        this.settings = settings;
        this.closeThreads = closeThreads;
    }

    /** Opens the radio on threads of the session's own: one decides, one tells callers and listeners. */
    public static BleSession open(Radio radio, BleSettings settings) {
        ThreadLoop loop = ThreadLoop.start("fieldlink-ble-session", InstantSource.system());
        ThreadLoop delivery = ThreadLoop.start("fieldlink-ble-delivery", InstantSource.system());
        BleSession session = new BleSession(new SessionCore(radio, settings, loop, delivery::execute), settings, () -> {
            loop.close();
            delivery.close();
        });
        session.core.open();
        return session;
    }

    /**
     * Opens the radio on a given loop, as tests on virtual time do. The loop stays the caller's to close.
     *
     * @param delivery where callers and listeners are told
     */
    public static BleSession on(EventLoop loop, Executor delivery, Radio radio, BleSettings settings) {
        BleSession session = new BleSession(new SessionCore(radio, settings, loop, delivery), settings, () -> {});
        session.core.open();
        return session;
    }

    /** What it was opened with. */
    public BleSettings settings() {
        return settings;
    }

    /**
     * A new client.
     *
     * @param name for people: it appears where links and requests are listed
     */
    public BleCentral client(String name) {
        return new SessionClient(core, name);
    }

    @Override
    public CompletionStage<Void> recover(AdapterName adapter, RecoveryStep step) {
        if (step == RecoveryStep.DROP_DEVICE) {
            throw new IllegalArgumentException("dropping a device needs to know which: use forget");
        }
        return core.ask((orchestrator, answer) -> {
            if (orchestrator.adapters().contains(adapter)) {
                core.waiters().forRecovery(adapter, answer);
                orchestrator.recover(adapter, step, core.now());
            } else {
                answer.completeExceptionally(BleException.of(
                        BleStatus.RADIO_UNAVAILABLE,
                        "there is no adapter " + adapter,
                        "there are " + orchestrator.adapters()));
            }
        });
    }

    @Override
    public CompletionStage<Void> forget(DeviceAddress device) {
        return core.ask((orchestrator, answer) -> {
            if (orchestrator.adapters().isEmpty()) {
                answer.completeExceptionally(
                        BleException.of(BleStatus.RADIO_UNAVAILABLE, "there is no adapter", "plug one in"));
            } else {
                core.waiters().forForget(device, answer);
                orchestrator.forget(device, core.now());
            }
        });
    }

    @Override
    public CompletionStage<Boolean> cancel(long request) {
        return core.ask((orchestrator, answer) -> answer.complete(orchestrator.cancel(request, core.now())));
    }

    @Override
    public CompletionStage<Void> changeQueue(QueueSettings settings) {
        return core.ask((orchestrator, answer) -> {
            orchestrator.changeQueue(settings, core.now());
            answer.complete(null);
        });
    }

    @Override
    public CompletionStage<QueueSettings> queueSettings() {
        return core.ask((orchestrator, answer) -> answer.complete(orchestrator.queueSettings()));
    }

    /**
     * Ends everything: callers are told {@link BleStatus#CLOSED}, links and scans of the radio end. Takes at most as long
     * as the radio's own closing, and a few seconds when something hangs.
     */
    @Override
    public void close() {
        core.close();
        closeThreads.run();
    }
}
