package fieldlink.ble.bluez;

import fieldlink.ble.AdapterName;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattTree;
import fieldlink.ble.GattValue;
import fieldlink.ble.LinkKey;
import fieldlink.ble.PeripheralRole;
import fieldlink.ble.Radio;
import fieldlink.ble.RadioEvent;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.ScanMode;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.WriteMode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The radio of a Linux machine: BlueZ over D-Bus. One connection, one thread; everything else it does is in the parts
 * that it is made of.
 *
 * <p>Stages complete and events are delivered on its thread, which must not be blocked.
 */
public final class BluezRadio implements Radio, PeripheralRole {
    private static final System.Logger LOG = System.getLogger(BluezRadio.class.getName());
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);

    private final SelectorLoop loop = new SelectorLoop("fieldlink-ble-bluez");
    private final Switchboard board;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BluezRadio(BluezSettings settings) {
        board = new Switchboard(loop, settings);
    }

    /** A radio that is not open yet. */
    public static BluezRadio of(BluezSettings settings) {
        return new BluezRadio(settings);
    }

    @Override
    public String name() {
        return "bluez";
    }

    @Override
    public void open(Consumer<RadioEvent> events) {
        loop.execute(() -> board.open(events));
    }

    @Override
    public CompletionStage<Void> startScan(AdapterName adapter, ScanMode mode) {
        return ask(BluezErrors.ADAPTER, () -> board.scans().start(adapter, mode));
    }

    @Override
    public CompletionStage<Void> stopScan(AdapterName adapter) {
        return ask(BluezErrors.ADAPTER, () -> board.scans().stop(adapter));
    }

    @Override
    public CompletionStage<Void> connect(LinkKey link) {
        return ask(BluezErrors.CONNECT, () -> board.links().connect(link));
    }

    @Override
    public CompletionStage<Void> disconnect(LinkKey link) {
        return ask(BluezErrors.CONNECT, () -> board.links().disconnect(link));
    }

    @Override
    public CompletionStage<GattTree> discover(LinkKey link) {
        return ask(BluezErrors.CONNECT, () -> board.links().discover(link));
    }

    @Override
    public CompletionStage<Void> forget(LinkKey link) {
        return ask(BluezErrors.CONNECT, () -> board.links().forget(link));
    }

    @Override
    public CompletionStage<GattValue> read(LinkKey link, int handle) {
        return ask(BluezErrors.GATT, () -> board.gatt().read(link, handle));
    }

    @Override
    public CompletionStage<Void> write(LinkKey link, int handle, GattValue value, WriteMode mode) {
        return ask(BluezErrors.GATT, () -> board.gatt().write(link, handle, value, mode));
    }

    @Override
    public CompletionStage<Void> startNotify(LinkKey link, int handle) {
        return ask(BluezErrors.GATT, () -> board.gatt().startNotify(link, handle));
    }

    @Override
    public CompletionStage<Void> stopNotify(LinkKey link, int handle) {
        return ask(BluezErrors.GATT, () -> board.gatt().stopNotify(link, handle));
    }

    @Override
    public CompletionStage<Void> recover(AdapterName adapter, RecoveryStep step) {
        return ask(BluezErrors.ADAPTER, () -> board.recovery().take(adapter, step));
    }

    @Override
    public CompletionStage<ServedDevice> serve(AdapterName adapter, DeviceDefinition device, GattServer server) {
        return ask(BluezErrors.ADAPTER, () -> board.peripherals().serve(adapter, device, server));
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        await(() -> board.end(), "BlueZ did not end everything in time");
        loop.execute(board::leave);
        loop.close();
    }

    private void await(Supplier<CompletionStage<?>> work, String otherwise) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> work.get().whenComplete((value, failure) -> done.complete(null)));
        try {
            done.get(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, otherwise, e);
        }
    }

    /** Has the work done on the loop. The stage fails with a {@link RadioException} and nothing else. */
    private <T> CompletionStage<T> ask(BluezErrors kind, Supplier<CompletionStage<? extends T>> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        try {
            loop.execute(() -> work(kind, work, outcome));
        } catch (RejectedExecutionException closed) {
            outcome.completeExceptionally(new RadioException(RadioFault.SERVICE_DOWN, "the radio is closed"));
        }
        return outcome;
    }

    private static <T> void work(
            BluezErrors kind, Supplier<CompletionStage<? extends T>> work, CompletableFuture<T> outcome) {
        try {
            work.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    outcome.complete(value);
                } else {
                    outcome.completeExceptionally(kind.translate(failure));
                }
            });
        } catch (RuntimeException refusal) {
            outcome.completeExceptionally(kind.translate(refusal));
        }
    }
}
