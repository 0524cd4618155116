package fieldlink.powerhub.sim;

import fieldlink.powerhub.GattProperty;
import fieldlink.powerhub.HubCharacteristic;
import fieldlink.powerhub.HubException;
import fieldlink.powerhub.HubLink;
import fieldlink.powerhub.WireBytes;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A connection to a simulated hub, with what a connection adds: the transfer unit, reads in pieces, and its end. */
final class SimulatedLink implements HubLink {
    private static final int NOTIFICATION_OVERHEAD = 3;
    private static final int READ_OVERHEAD = 1;

    private final SimulatedConnector lock;
    private final HubSimulator hub;
    private final int mtu;
    private final Duration pieceDelay;
    private final Map<HubCharacteristic, Consumer<WireBytes>> listeners = new EnumMap<>(HubCharacteristic.class);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    SimulatedLink(SimulatedConnector lock, HubSimulator hub, int mtu, Duration pieceDelay) {
        this.lock = lock;
        this.hub = hub;
        this.mtu = mtu;
        this.pieceDelay = pieceDelay;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public Set<GattProperty> properties(HubCharacteristic characteristic) {
        return hub.age().profile().characteristics().getOrDefault(characteristic, Set.of());
    }

    @Override
    public CompletionStage<WireBytes> read(HubCharacteristic characteristic) {
        return whileConnected(() -> {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            int piece = mtu - READ_OVERHEAD;
            int length;
            do {
                if (whole.size() > 0) {
                    hub.advance(pieceDelay);
                }
                ReadReport report = hub.read(characteristic);
                if (!report.isSuccess()) {
                    return CompletableFuture.failedStage(HubException.refused(characteristic, report.status()));
                }
                // The hub composes the value anew for every piece.
                length = report.value().length();
                WireBytes next = report.value().slice(whole.size(), Math.min(length, whole.size() + piece));
                whole.writeBytes(next.toByteArray());
            } while (whole.size() < length && !ended.isDone());
            return CompletableFuture.completedStage(WireBytes.of(whole.toByteArray()));
        });
    }

    @Override
    public CompletionStage<Void> write(HubCharacteristic characteristic, WireBytes value, Delivery delivery) {
        return whileConnected(() -> {
            if (delivery == Delivery.UNACKNOWLEDGED && value.length() > mtu - NOTIFICATION_OVERHEAD) {
                return CompletableFuture.failedStage(new HubException(
                        HubException.Status.UNSUPPORTED,
                        "a write of " + value.length() + " bytes without response does not fit an MTU of " + mtu));
            }
            WriteReport report = hub.write(characteristic, value);
            if (delivery == Delivery.UNACKNOWLEDGED || report.isSuccess()) {
                return CompletableFuture.completedStage(null);
            }
            return CompletableFuture.failedStage(
                    report.status().isPresent()
                            ? HubException.refused(
                                    characteristic, report.status().getAsInt())
                            : new HubException(HubException.Status.LOST, "the hub fell asleep without an answer"));
        });
    }

    @Override
    public CompletionStage<Void> subscribe(HubCharacteristic characteristic, Consumer<WireBytes> listener) {
        return whileConnected(() -> {
            if (!hub.subscribe(characteristic, true)) {
                return CompletableFuture.failedStage(new HubException(
                        HubException.Status.UNSUPPORTED, characteristic + " of this hub does not notify"));
            }
            listeners.put(characteristic, listener);
            return CompletableFuture.completedStage(null);
        });
    }

    @Override
    public CompletionStage<Void> unsubscribe(HubCharacteristic characteristic) {
        return whileConnected(() -> {
            hub.subscribe(characteristic, false);
            listeners.remove(characteristic);
            return CompletableFuture.completedStage(null);
        });
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (!ended.isDone()) {
                lock.dropLink();
            }
        }
    }

    void deliver(HubEvent.Notification notification) {
        Consumer<WireBytes> listener = listeners.get(notification.characteristic());
        if (listener != null) {
            WireBytes value = notification.value();
            listener.accept(value.slice(0, Math.min(value.length(), mtu - NOTIFICATION_OVERHEAD)));
        }
    }

    void end() {
        ended.complete(null);
    }

    private <T> CompletionStage<T> whileConnected(Supplier<CompletionStage<T>> operation) {
        synchronized (lock) {
            return ended.isDone()
                    ? CompletableFuture.failedStage(
                            new HubException(HubException.Status.LOST, "the connection to the hub is over"))
                    : operation.get();
        }
    }
}
