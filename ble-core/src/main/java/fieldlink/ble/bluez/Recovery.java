package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoveryStep;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Takes the steps of the recovery ladder. Each ends with an adapter that is on, or fails. */
final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    private static final Duration PROGRAM_DEADLINE = Duration.ofSeconds(20);
    private static final Duration USABLE_DEADLINE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** A controller that was just switched off may refuse to be switched on for a moment. */
    private static final Duration SWITCH_AGAIN = Duration.ofMillis(500);

    private final SelectorLoop loop;
    private final BluezService service;
    private final BluezSettings settings;
    private final Adapters adapters;
    private final Programs programs;

    Recovery(SelectorLoop loop, BluezService service, BluezSettings settings, Adapters adapters) {
        this.loop = loop;
        this.service = service;
        this.settings = settings;
        this.adapters = adapters;
        this.programs = new Programs(loop, PROGRAM_DEADLINE);
    }

    /** Whether an adapter may be switched without anybody's order. */
    boolean mayBegin() {
        return settings.switchOn();
    }

    CompletionStage<Void> take(AdapterName adapter, RecoveryStep step) {
        LOG.log(Level.INFO, "recovery step {0} for adapter {1}", step, adapter);
        CompletionStage<Void> taken = switch (step) {
            case DROP_DEVICE ->
                throw new RadioException(
                        RadioFault.NOT_SUPPORTED, "dropping a device takes the device's name: forget it instead");
            case POWER_CYCLE -> adapters.switchTo(adapter, false).thenApply(reply -> null);
            case RESET_ADAPTER -> reset(adapter, settings.resetCommands());
            case RESTART_SERVICE -> restart();
        };
        // A round trip over the bus, so that what the step did to bluetoothd has been heard before we look.
        return taken.thenCompose(done -> service.roundTrip()).thenCompose(done -> usable(adapter));
    }

    private CompletionStage<Void> reset(AdapterName adapter, List<List<String>> commands) {
        if (commands.isEmpty()) {
            throw new RadioException(
                    RadioFault.NOT_SUPPORTED, "no program to reset an adapter is installed (package bluez has some)");
        }
        List<String> words = commands.get(0).stream()
                .map(word -> word.replace(BluezSettings.ADAPTER_PLACEHOLDER, adapter.value()))
                .toList();
        return programs.run(words).exceptionallyCompose(failure -> {
            RadioException translated = BluezErrors.ADAPTER.translate(failure);
            boolean notInstalled = translated.fault() == RadioFault.NOT_SUPPORTED;
            return notInstalled
                    ? reset(adapter, commands.subList(1, commands.size()))
                    : CompletableFuture.failedFuture(translated);
        });
    }

    /** A dead bluetoothd is started by the bus where that is set up, which needs no rights; a living one is restarted. */
    private CompletionStage<Void> restart() {
        if (service.isUp()) {
            return programs.run(settings.restartCommand());
        }
        CompletionStage<BusReply> activated = service.activate();
        return activated
                .<Void>thenApply(reply -> null)
                .exceptionallyCompose(failure -> programs.run(settings.restartCommand()));
    }

    private CompletionStage<Void> usable(AdapterName adapter) {
        CompletableFuture<Void> usable = new CompletableFuture<>();
        var late = loop.schedule(
                USABLE_DEADLINE,
                () -> usable.completeExceptionally(new RadioException(
                        RadioFault.TIMED_OUT, "adapter " + adapter + " did not come back within " + USABLE_DEADLINE)));
        CompletionStage<Void> ended = usable;
        ended.whenComplete((done, failure) -> late.close());
        when(usable, () -> service.isUp() && adapters.isThere(adapter), () -> switchOn(adapter, usable));
        return usable;
    }

    private void switchOn(AdapterName adapter, CompletableFuture<Void> usable) {
        adapters.switchTo(adapter, true).whenComplete((reply, failure) -> {
            if (failure == null) {
                when(usable, () -> adapters.isPowered(adapter), () -> usable.complete(null));
                return;
            }
            RadioException translated = BluezErrors.ADAPTER.translate(failure);
            if (translated.fault() == RadioFault.NOT_PERMITTED) {
                usable.completeExceptionally(translated);
            } else if (!usable.isDone()) {
                loop.schedule(SWITCH_AGAIN, () -> switchOn(adapter, usable));
            }
        });
    }

    private void when(CompletableFuture<Void> unlessDone, BooleanSupplier condition, Runnable then) {
        if (unlessDone.isDone()) {
            return;
        }
        if (condition.getAsBoolean()) {
            then.run();
        } else {
            loop.schedule(LOOK_AGAIN, () -> when(unlessDone, condition, then));
        }
    }
}
