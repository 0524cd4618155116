package fieldlink.ble.radio;

import fieldlink.ble.BleStatus;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RequestPriority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The requests that wait. Served by priority, first come first served inside one; each aging step of waiting makes a
 * request count as one priority more urgent, so that nothing waits for ever.
 */
final class RequestQueue {
    private final TreeMap<Long, Request> waiting = new TreeMap<>();
    private QueueSettings settings;

    RequestQueue(QueueSettings settings) {
        this.settings = settings;
    }

    QueueSettings settings() {
        return settings;
    }

    void change(QueueSettings wanted) {
        settings = wanted;
    }

    Admission admit(Request request) {
        if (waiting.size() >= settings.capacity()) {
            return refuse(settings.capacity() + " requests are waiting already");
        }
        long sameClient = waiting.values().stream()
                .filter(other -> other.client().equals(request.client()))
                .count();
        if (sameClient >= settings.perClient()) {
            return refuse(settings.perClient() + " requests of " + request.client() + " are waiting already");
        }
        waiting.put(request.number(), request);
        return new Admission.Admitted();
    }

    /** Takes back a request that was begun without effect. It keeps its place, and no limit applies. */
    void putBack(Request request) {
        waiting.put(request.number(), request);
    }

    Optional<Request> remove(long number) {
        return Optional.ofNullable(waiting.remove(number));
    }

    /** Takes out all that match, in the order of arrival. */
    List<Request> removeAll(Predicate<Request> matching) {
        List<Request> removed = waiting.values().stream().filter(matching).toList();
        removed.forEach(request -> waiting.remove(request.number()));
        return removed;
    }

    /** Whether the request waited longer than it may before being begun. */
    boolean isTooOld(Request request, Duration now) {
        return settings.skipOld() && request.age(now).compareTo(settings.maxAge()) > 0;
    }

    /** The request to be served next at a device. */
    Optional<Request> nextFor(DeviceAddress device, Duration now) {
        return waiting.values().stream()
                .filter(request -> request.device().equals(device))
                .min(byUrgency(now));
    }

    /** The devices with waiting requests, the one with the most urgent request first. */
    Set<DeviceAddress> devicesByUrgency(Duration now) {
        List<Request> ordered = new ArrayList<>(waiting.values());
        ordered.sort(byUrgency(now));
        Set<DeviceAddress> devices = new LinkedHashSet<>();
        ordered.forEach(request -> devices.add(request.device()));
        return devices;
    }

    boolean hasFor(DeviceAddress device) {
        return waiting.values().stream().anyMatch(request -> request.device().equals(device));
    }

    Collection<Request> all() {
        return waiting.values();
    }

    private Comparator<Request> byUrgency(Duration now) {
        // Priorities age at the same pace, so the older of two equal ones stays ahead: first come, first served.
        return Comparator.<Request>comparingLong(request -> rank(request.terms().priority()) - agingSteps(request, now))
                .thenComparingLong(Request::number);
    }

    private static long rank(RequestPriority priority) {
        return switch (priority) {
            case HIGH -> 0;
            case NORMAL -> 1;
            case LOW -> 2;
        };
    }

    private long agingSteps(Request request, Duration now) {
        return request.age(now).dividedBy(settings.agingStep());
    }

    private static Admission refuse(String why) {
        return new Admission.Refused(
                Failure.of(BleStatus.QUEUE_FULL, why, "wait for answers before asking again, or ask less often"));
    }
}
