package fieldlink.ble.bluez;

import fieldlink.ble.GattTree;
import fieldlink.ble.LinkKey;
import fieldlink.ble.RadioException;
import fieldlink.ble.RadioFault;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One connection to one device, from the call that makes it to its end. A reconnect is another one. */
final class Link {
    enum Phase {
        CONNECTING,
        UP,
        /** Our own Disconnect is under way; BlueZ lets a link linger for two seconds. */
        DISCONNECTING,
        DOWN
    }

    final LinkKey key;
    final String path;
    final Map<String, ValueStream> streams = new HashMap<>();

    /** What has to fail when the link ends, by the order of its beginning. */
    private final Map<Long, CompletableFuture<?>> waiting = new LinkedHashMap<>();

    private long waited;
    private @Nullable GattObjects objects;
    private @Nullable CompletableFuture<Void> resolved;
    private @Nullable CompletionStage<Void> end;
    private Phase phase = Phase.CONNECTING;

    Link(LinkKey key) {
        this.key = key;
        this.path = BluezNames.pathOf(key);
    }

    Phase phase() {
        return phase;
    }

    void isUp() {
        phase = Phase.UP;
    }

    /** @param over completes when the link may be made again */
    void ends(CompletionStage<Void> over) {
        phase = Phase.DISCONNECTING;
        end = over;
    }

    /** The stage that the link's end completes, while it is {@link Phase#DISCONNECTING}. */
    CompletionStage<Void> end() {
        if (end == null) {
            throw new IllegalStateException("link " + key + " is " + phase);
        }
        return end;
    }

    /** Everything that waits for the device fails. */
    void isDown(RadioException failure) {
        phase = Phase.DOWN;
        List<CompletableFuture<?>> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(stage -> stage.completeExceptionally(failure));
    }

    /** The same outcome, or a failure as soon as the link ends: BlueZ does not answer every call whose device is gone. */
    <T> CompletionStage<T> whileUp(CompletionStage<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        long number = waited++;
        waiting.put(number, outcome);
        work.whenComplete((value, failure) -> {
            waiting.remove(number);
            if (failure == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        return outcome;
    }

    /** Completes when BlueZ knows the services of the device. */
    CompletionStage<Void> servicesResolved() {
        if (resolved == null) {
            resolved = new CompletableFuture<>();
        }
        return resolved;
    }

    void onServicesResolved() {
        if (resolved != null) {
            resolved.complete(null);
        }
    }

    GattTree take(GattObjects found) {
        objects = found;
        return found.tree();
    }

    boolean knowsObject(String objectPath) {
        return objects != null && objects.paths().containsValue(objectPath);
    }

    boolean hasServices() {
        return objects != null;
    }

    /** The services changed: what is known of them is void. */
    void dropServices() {
        objects = null;
        resolved = null;
    }

    String pathOf(int handle) {
        String found = objects == null ? null : objects.paths().get(handle);
        if (found == null) {
            throw new RadioException(RadioFault.UNKNOWN_ATTRIBUTE, "no handle " + handle + " is known on " + key);
        }
        return found;
    }

    int mtu() {
        return objects == null ? GattTree.SMALLEST_MTU : objects.tree().mtu();
    }
}
