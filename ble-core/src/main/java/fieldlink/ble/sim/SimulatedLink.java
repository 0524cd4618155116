package fieldlink.ble.sim;

import fieldlink.ble.CharacteristicProperty;
import fieldlink.ble.EventLoop;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One link of the simulated air, from the first attempt to its end. */
final class SimulatedLink {
    private final LinkKey key;
    private final SimulatedDevice device;
    private final EventLoop loop;
    private final CompletableFuture<Void> connecting = new CompletableFuture<>();
    private final Set<Integer> notifying = new HashSet<>();
    private CompletableFuture<?> operation = CompletableFuture.completedFuture(null);
    private boolean up;

    SimulatedLink(LinkKey key, SimulatedDevice device, EventLoop loop) {
        this.key = key;
        this.device = device;
        this.loop = loop;
    }

    LinkKey key() {
        return key;
    }

    SimulatedDevice device() {
        return device;
    }

    boolean isUp() {
        return up;
    }

    CompletableFuture<Void> connecting() {
        return connecting;
    }

    void comeUp() {
        up = true;
        connecting.complete(null);
    }

    /** Whatever is under way fails; the link is over. */
    void end(RadioFault fault, String words) {
        boolean wasUp = up;
        up = false;
        connecting.completeExceptionally(new RadioException(fault, words));
        operation.completeExceptionally(new RadioException(wasUp ? RadioFault.LINK_LOST : fault, words));
        for (int handle : notifying) {
            device.characteristic(handle).ifPresent(id -> device.server().onSubscription(id, false));
        }
        notifying.clear();
    }

    boolean isNotifying(int handle) {
        return notifying.contains(handle);
    }

    void forgetHandles() {
        notifying.clear();
    }

    void notifies(int handle, boolean on) {
        boolean changed = on ? notifying.add(handle) : notifying.remove(handle);
        if (changed) {
            device.characteristic(handle).ifPresent(id -> device.server().onSubscription(id, on));
        }
    }

    /** Runs an operation after the time it takes, one at a time, unless the device misbehaves. */
    <T> CompletableFuture<T> operate(Duration takes, Runnable drop, Supplier<T> answer) {
        if (!operation.isDone()) {
            return CompletableFuture.failedFuture(
                    new RadioException(RadioFault.IN_PROGRESS, "an operation is under way at " + key));
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        operation = result;
        if (device.faults().hangsOperation()) {
            return result; // ends with the link
        }
        loop.schedule(takes, () -> {
            if (result.isDone()) {
                return;
            }
            if (device.faults().dropsNow()) {
                drop.run();
                return;
            }
            try {
                result.complete(answer.get());
            } catch (RadioException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** The operation is not one that the device offers. */
    void require(int handle, String words, CharacteristicProperty... oneOf) {
        if (device.characteristic(handle).isEmpty()) {
            throw new RadioException(RadioFault.UNKNOWN_ATTRIBUTE, "there is no attribute " + handle);
        }
        for (CharacteristicProperty property : oneOf) {
            if (device.allows(handle, property)) {
                return;
            }
        }
        throw new RadioException(RadioFault.NOT_SUPPORTED, "attribute " + handle + " cannot " + words);
    }
}
