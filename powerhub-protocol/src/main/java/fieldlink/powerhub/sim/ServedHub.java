package fieldlink.powerhub.sim;

import fieldlink.ble.AdapterName;
import fieldlink.ble.AdvertisedContent;
import fieldlink.ble.BleException;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.DeviceDefinition;
import fieldlink.ble.GattServer;
import fieldlink.ble.GattValue;
import fieldlink.ble.PeripheralRole;
import fieldlink.ble.ServedDevice;
import fieldlink.ble.Uuid;
import fieldlink.ble.WriteMode;
import fieldlink.powerhub.AttError;
import fieldlink.powerhub.GattProperty;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubUuid;
import fieldlink.powerhub.WireBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated hub as a Bluetooth device: on a simulated radio, or on a real adapter. Its time is the real one. When the
 * firmware crashes or falls asleep the device leaves the air, and it is back after the next boot.
 *
 * <p>The radio's thread asks the hub and takes this object's lock for it. The clock's thread alone talks to the radio,
 * and does so without the lock.
 */
public final class ServedHub implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServedHub.class.getName());
    private static final int HANDLE = 1;
    /** How soon after something happened its consequences are told. */
    private static final Duration TICK = Duration.ofMillis(50);
    /** A hub that does nothing by itself for longer is looked at this often all the same. */
    private static final Duration IDLE_TICK = Duration.ofMillis(500);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final PeripheralRole role;
    private final AdapterName adapter;
    private final HubSimulator hub;
    private final ScheduledExecutorService executor;
    private final LongSupplier nanoTime;
    private final Answers answers = new Answers();
    /** Since the last tick; a hub tells a few things a second. */
    private final List<HubEvent.Notification> untold = new ArrayList<>();

    private long lastNanos;
    private long serveNanos;
    private @Nullable ServedDevice device;
    private @Nullable ScheduledFuture<?> clock;
    private boolean serving;
    private boolean linkOver;
    private boolean closed;

    private ServedHub(
            PeripheralRole role,
            AdapterName adapter,
            HubSimulator hub,
            ScheduledExecutorService executor,
            LongSupplier nanoTime) {
        this.role = role;
        this.adapter = adapter;
        this.hub = hub;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
        this.serveNanos = lastNanos;
    }

    /**
     * Serves a hub from now on.
     *
     * @param hub one that is awake, and that nobody else uses from now on
     * @param executor moves the hub's time; not closed here
     * @param nanoTime a clock that does not jump
     * @return completed when the hub is on the air
     */
    public static CompletionStage<ServedHub> serve(
            PeripheralRole role,
            AdapterName adapter,
            HubSimulator hub,
            ScheduledExecutorService executor,
            LongSupplier nanoTime) {
        ServedHub served = new ServedHub(role, adapter, hub, executor, nanoTime);
        hub.listen(served::happened);
        hub.connect(HANDLE);
        served.serving = true;
        return served.goOnAir().thenApply(done -> {
            served.tickWithin(TICK);
            return served;
        });
    }

    /** Under which centrals see it; the same after every boot on a radio that allows it. */
    public synchronized DeviceAddress address() {
        ServedDevice current = device;
        if (current == null) {
            throw new IllegalStateException("the hub is off the air");
        }
        return current.address();
    }

    @Override
    public void close() {
        @Nullable ServedDevice leaving;
        synchronized (this) {
            closed = true;
            if (clock != null) {
                clock.cancel(false);
            }
            leaving = device;
            device = null;
        }
        if (leaving != null) {
            leaving.close();
        }
    }

    private synchronized void tickWithin(Duration time) {
        long millis = time.toMillis();
        if (closed || (clock != null && clock.getDelay(TimeUnit.MILLISECONDS) <= millis)) {
            return;
        }
        if (clock != null) {
            clock.cancel(false);
        }
        clock = executor.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            lookAround();
        } finally {
            tickAgain();
        }
    }

    /** By the time of the hub's next doing; a hub that is off the air has none that could be foreseen. */
    private synchronized void tickAgain() {
        clock = null;
        long pause = device == null ? TICK.toMillis() : hub.untilNext().toMillis();
        tickWithin(Duration.ofMillis(Math.max(TICK.toMillis(), Math.min(pause, IDLE_TICK.toMillis()))));
    }

    private void lookAround() {
        @Nullable ServedDevice current;
        List<HubEvent.Notification> told;
        boolean leaves;
        boolean returns;
        synchronized (this) {
            if (closed) {
                return;
            }
            passTime();
            current = device;
            told = List.copyOf(untold);
            untold.clear();
            leaves = linkOver && current != null;
            returns = current == null && !serving && !hub.isAsleep() && nanoTime.getAsLong() - serveNanos >= 0;
            if (leaves) {
                device = null;
            } else if (returns) {
                serving = true;
                linkOver = false;
                hub.connect(HANDLE);
            }
        }
        if (current != null) {
            told.forEach(notification -> current.notify(
                    id(notification.characteristic()),
                    GattValue.copyOf(notification.value().toByteArray())));
        }
        if (current != null && leaves) {
            current.close();
        }
        if (returns) {
            CompletionStage<Void> unused = goOnAir();
        }
    }

    /** Whole milliseconds only: the rest counts with the next tick. */
    private void passTime() {
        long millis = (nanoTime.getAsLong() - lastNanos) / 1_000_000;
        if (millis > 0) {
            lastNanos += millis * 1_000_000;
            hub.advance(Duration.ofMillis(millis));
        }
    }

    private CompletionStage<Void> goOnAir() {
        return role.serve(adapter, definition(), answers).handle((served, failure) -> {
            if (failure != null) {
                failed(failure);
                throw failure instanceof CompletionException known ? known : new CompletionException(failure);
            }
            onAir(served);
            return null;
        });
    }

    private synchronized void failed(Throwable failure) {
        serving = false;
        serveNanos = nanoTime.getAsLong() + RETRY.toNanos();
        LOG.log(System.Logger.Level.WARNING, "the simulated hub cannot be served", failure);
    }

    private void onAir(ServedDevice served) {
        boolean tooLate;
        synchronized (this) {
            serving = false;
            tooLate = closed;
            if (!closed) {
                device = served;
            }
        }
        if (tooLate) {
            served.close();
        }
    }

    /** On the thread that moved the hub, which holds the lock. */
    private synchronized void happened(HubEvent event) {
        if (event instanceof HubEvent.Notification notification) {
            untold.add(notification);
        } else if (event instanceof HubEvent.Crashed || event instanceof HubEvent.FellAsleep) {
            linkOver = true;
        }
    }

    private DeviceDefinition definition() {
        Map<HubCharacteristic, Set<GattProperty>> all = hub.age().profile().characteristics();
        List<DeviceDefinition.Characteristic> characteristics = all.entrySet().stream()
                .map(entry -> new DeviceDefinition.Characteristic(
                        new Uuid(entry.getKey().uuid()), translated(entry.getValue())))
                .toList();
        Uuid service = new Uuid(HubUuid.SERVICE);
        return new DeviceDefinition(
                AdvertisedContent.named(HubUuid.NAME).withServices(service),
                List.of(new DeviceDefinition.Service(service, characteristics)));
    }

    private static Set<CharacteristicProperty> translated(Set<GattProperty> properties) {
        Set<CharacteristicProperty> translated = new HashSet<>();
        for (GattProperty property : properties) {
            translated.add(
                    switch (property) {
                        case READ -> CharacteristicProperty.READ;
                        case WRITE -> CharacteristicProperty.WRITE;
                        case WRITE_WITHOUT_RESPONSE -> CharacteristicProperty.WRITE_WITHOUT_RESPONSE;
                        case NOTIFY -> CharacteristicProperty.NOTIFY;
                    });
        }
        return translated;
    }

    private static CharacteristicId id(HubCharacteristic characteristic) {
        return CharacteristicId.of(new Uuid(HubUuid.SERVICE), new Uuid(characteristic.uuid()));
    }

    private static HubCharacteristic characteristic(CharacteristicId id) {
        for (HubCharacteristic known : HubCharacteristic.values()) {
            if (known.uuid().equals(id.characteristic().value())) {
                return known;
            }
        }
        throw new IllegalStateException("asked for " + id + ", which the hub never offered");
    }

    /** The hub's side of the link. */
    private final class Answers implements GattServer {
        @Override
        public GattValue onRead(CharacteristicId id) {
            synchronized (ServedHub.this) {
                passTime();
                requireLink();
                ReadReport report = hub.read(characteristic(id));
                if (!report.isSuccess()) {
                    throw refused(report.status());
                }
                return GattValue.copyOf(report.value().toByteArray());
            }
        }

        @Override
        public void onWrite(CharacteristicId id, GattValue value, WriteMode mode) {
            synchronized (ServedHub.this) {
                passTime();
                requireLink();
                WriteReport report = hub.write(characteristic(id), WireBytes.of(value.toBytes()));
                tickWithin(TICK);
                if (!report.isSuccess() && report.status().isPresent()) {
                    throw refused(report.status().getAsInt());
                }
            }
        }

        @Override
        public void onSubscription(CharacteristicId id, boolean on) {
            synchronized (ServedHub.this) {
                passTime();
                if (!linkOver) {
                    hub.subscribe(characteristic(id), on);
                    tickWithin(TICK);
                }
            }
        }

        /** Between a crash and the next tick the radio still has a link that the hub knows nothing of. */
        private void requireLink() {
            if (linkOver) {
                throw BleException.att(AttError.UNLIKELY.code(), "the simulated hub is gone");
            }
        }

        private BleException refused(int status) {
            return BleException.att(status, "the simulated hub refuses");
        }
    }
}
