package fieldlink.ble.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.Advertisement;
import fieldlink.ble.AttError;
import fieldlink.ble.BleException;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.EventLoop;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The radio of a {@link SimulatedAir}. All of it happens on the air's loop. */
public final class SimulatedRadio implements Radio, PeripheralRole {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int WRITE_OVERHEAD = 3;

    private final SimulatedAir air;
    private final EventLoop loop;
    private final SimulatedStack stack;

    SimulatedRadio(SimulatedAir air, EventLoop loop, SimulatedStack stack) {
        this.air = air;
        this.loop = loop;
        this.stack = stack;
    }

    @Override
    public String name() {
        return "sim";
    }

    @Override
    public void open(Consumer<RadioEvent> listener) {
        loop.execute(() -> stack.open(listener));
    }

    @Override
    public CompletionStage<Void> startScan(AdapterName name, ScanMode mode) {
        return on(name, adapter -> {
            if (adapter.isScanning()) {
                throw new RadioException(RadioFault.IN_PROGRESS, "discovery is on already");
            }
            if (adapter.failsScan()) {
                throw new RadioException(RadioFault.FAILED, "the scan did not start");
            }
            return after(Timings.BRISK.scanStart(), () -> {
                adapter.scan(true);
                air.devices().forEach(stack::beacon);
            });
        });
    }

    @Override
    public CompletionStage<Void> stopScan(AdapterName name) {
        return on(name, adapter -> {
            if (adapter.hangsScanStop()) {
                return new CompletableFuture<>();
            }
            return after(Timings.BRISK.scanStart(), () -> adapter.scan(false));
        });
    }

    @Override
    public CompletionStage<Void> connect(LinkKey key) {
        return on(key.adapter(), adapter -> {
            Optional<SimulatedLink> existing = adapter.link(key.device());
            if (existing.isPresent()) {
                return existing.get().isUp()
                        ? CompletableFuture.completedFuture(null)
                        : failed(RadioFault.IN_PROGRESS, "a connect is under way");
            }
            SimulatedDevice device = air.device(key.device()).orElse(null);
            if (device == null || !adapter.knows(key.device())) {
                return failed(RadioFault.UNKNOWN_DEVICE, "the device was not heard: " + key);
            }
            if (adapter.isFull()) {
                return failed(RadioFault.NO_SLOT, "the controller has no connection left");
            }
            SimulatedLink link = new SimulatedLink(key, device, loop);
            adapter.add(link);
            stack.attempt(adapter, link);
            return link.connecting();
        });
    }

    @Override
    public CompletionStage<Void> disconnect(LinkKey key) {
        return on(key.adapter(), adapter -> {
            Optional<SimulatedLink> link = adapter.link(key.device());
            if (link.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            link.get().end(RadioFault.CANCELLED, "the link was ended from here");
            return after(link.get().device().timings().disconnect(), () -> adapter.remove(link.get()));
        });
    }

    @Override
    public CompletionStage<GattTree> discover(LinkKey key) {
        return over(
                key,
                (link, takes) -> link.operate(
                        link.device().timings().discover(),
                        () -> stack.drop(link, "supervision timeout"),
                        link.device()::tree));
    }

    @Override
    public CompletionStage<GattValue> read(LinkKey key, int handle) {
        return operation(key, link -> {
            link.require(handle, "be read", CharacteristicProperty.READ);
            GattValue value = answer(() -> link.device().server().onRead(id(link, handle)));
            return link.device().faults().garblesRead() ? GattValue.of(0xDE, 0xAD, 0xBE, 0xEF) : value;
        });
    }

    @Override
    public CompletionStage<Void> write(LinkKey key, int handle, GattValue value, WriteMode mode) {
        return operation(key, link -> {
            boolean answered = mode == WriteMode.WITH_RESPONSE;
            link.require(
                    handle,
                    "be written that way",
                    answered ? CharacteristicProperty.WRITE : CharacteristicProperty.WRITE_WITHOUT_RESPONSE);
            int longest = answered ? GattValue.MAX_LENGTH : link.device().tree().mtu() - WRITE_OVERHEAD;
            if (value.size() > longest) {
                throw new RadioException(RadioFault.TOO_LONG, "Invalid Length");
            }
            try {
                return answer(() -> {
                    link.device().server().onWrite(id(link, handle), value, mode);
                    return null;
                });
            } catch (RadioException e) {
                if (answered) {
                    throw e;
                }
                return null; // the device's refusal has no way back
            }
        });
    }

    @Override
    public CompletionStage<Void> startNotify(LinkKey key, int handle) {
        return operation(key, link -> {
            link.require(handle, "notify", CharacteristicProperty.NOTIFY, CharacteristicProperty.INDICATE);
            link.notifies(handle, true);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> stopNotify(LinkKey key, int handle) {
        return operation(key, link -> {
            link.notifies(handle, false);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> forget(LinkKey key) {
        return on(key.adapter(), adapter -> {
            adapter.link(key.device()).ifPresent(link -> {
                link.end(RadioFault.CANCELLED, "the device was removed");
                adapter.remove(link);
            });
            adapter.forget(key.device());
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<Void> recover(AdapterName name, RecoveryStep step) {
        return onLoop(() -> {
            if (step == RecoveryStep.RESTART_SERVICE) {
                stack.killService();
                return after(STEP, () -> {
                    stack.adapters().forEach(adapter -> adapter.recover(step));
                    stack.startService();
                });
            }
            SimulatedAdapter adapter = present(name);
            adapter.links().forEach(link -> link.end(RadioFault.NOT_CONNECTED, "the adapter was reset"));
            adapter.recover(step);
            return after(STEP, () -> {});
        });
    }

    @Override
    public CompletionStage<ServedDevice> serve(AdapterName name, DeviceDefinition definition, GattServer server) {
        return onLoop(() -> {
            SimulatedAdapter adapter = present(name);
            SimulatedDevice device = air.place(adapter.address(), definition, server);
            // An adapter does not hear itself.
            device.strength(name, Advertisement.RSSI_UNKNOWN);
            return CompletableFuture.completedFuture(new Served(device));
        });
    }

    @Override
    public void close() {
        try {
            loop.execute(stack::close);
        } catch (RejectedExecutionException e) {
            // The loop was closed before, and with it everything that could end here.
        }
        air.closeLoop();
    }

    private static CharacteristicId id(SimulatedLink link, int handle) {
        return link.device().characteristic(handle).orElseThrow();
    }

    /** Asks the device's server, whose refusals become ATT errors as they would on air. */
    private static <T> T answer(Supplier<T> question) {
        try {
            return question.get();
        } catch (BleException e) {
            throw RadioException.att(e.attCode().orElse(AttError.UNLIKELY_ERROR));
        }
    }

    private <T> CompletionStage<T> operation(LinkKey key, Function<SimulatedLink, T> answer) {
        return over(
                key,
                (link, takes) ->
                        link.operate(takes, () -> stack.drop(link, "supervision timeout"), () -> answer.apply(link)));
    }

    private <T> CompletionStage<T> over(
            LinkKey key, BiFunction<SimulatedLink, Duration, CompletableFuture<T>> operation) {
        return on(
                key.adapter(),
                adapter -> adapter.link(key.device())
                        .filter(SimulatedLink::isUp)
                        .map(link ->
                                operation.apply(link, link.device().timings().operation()))
                        .orElseGet(() -> failed(RadioFault.NOT_CONNECTED, "Not connected")));
    }

    private <T> CompletionStage<T> on(AdapterName name, Function<SimulatedAdapter, CompletableFuture<T>> call) {
        return onLoop(() -> {
            SimulatedAdapter adapter = present(name);
            if (!adapter.isPowered()) {
                throw new RadioException(RadioFault.NOT_READY, "Resource Not Ready");
            }
            return call.apply(adapter);
        });
    }

    private SimulatedAdapter present(AdapterName name) {
        if (!stack.isServiceUp()) {
            throw new RadioException(RadioFault.SERVICE_DOWN, "the simulated service is not running");
        }
        return stack.adapter(name)
                .orElseThrow(() -> new RadioException(RadioFault.NOT_READY, "there is no adapter " + name));
    }

    private <T> CompletionStage<T> onLoop(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    var unused = call.get().whenComplete((value, failure) -> {
                        if (failure == null) {
                            result.complete(value);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    });
                } catch (RadioException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new RadioException(RadioFault.SERVICE_DOWN, "the radio is closed"));
        }
        return result;
    }

    private CompletableFuture<Void> after(Duration time, Runnable change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.schedule(time, () -> {
            change.run();
            done.complete(null);
        });
        return done;
    }

    private static <T> CompletableFuture<T> failed(RadioFault fault, String words) {
        return CompletableFuture.failedFuture(new RadioException(fault, words));
    }

    private final class Served implements ServedDevice {
        private final SimulatedDevice device;

        Served(SimulatedDevice device) {
            this.device = device;
        }

        @Override
        public DeviceAddress address() {
            return device.address();
        }

        @Override
        public void notify(CharacteristicId characteristic, GattValue value) {
            device.notify(characteristic, value);
        }

        @Override
        public void close() {
            device.vanish();
            air.change(() -> air.remove(device));
        }
    }
}
