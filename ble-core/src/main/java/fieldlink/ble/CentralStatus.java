package fieldlink.ble;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How the radio, the queue and the links are at one moment.
 *
 * @param activeDevices devices with a fresh sighting
 */
public record CentralStatus(
        Duration uptime,
        int activeDevices,
        List<AdapterStatus> adapters,
        List<LinkStatus> links,
        List<Subscription> subscriptions,
        Queue queue) {
    public CentralStatus {
        adapters = List.copyOf(adapters);
        links = List.copyOf(links);
        subscriptions = List.copyOf(subscriptions);
    }

    /** One declared subscription; several clients may have one on the same characteristic. */
    public record Subscription(String client, DeviceAddress device, CharacteristicId characteristic, boolean flowing) {}

    /** The queue: what waits and runs now, and what was counted since the start. */
    public record Queue(QueueSettings settings, List<Request> requests, RequestCounters counters) {
        public Queue {
            requests = List.copyOf(requests);
        }

        public int waiting() {
            return (int) requests.stream().filter(request -> !request.running()).count();
        }
    }

    /**
     * One request that has not ended.
     *
     * @param number what {@link BleControl#cancel} takes
     * @param running false while it waits
     */
    public record Request(
            long number, String client, RequestKind kind, DeviceAddress device, boolean running, Times times) {
        /** @param label the caller's own, from {@link RequestOptions} */
        public record Times(
                RequestPriority priority, String label, Instant createdAt, Duration age, Duration deadline) {}
    }

    /** What a request asks for. */
    public enum RequestKind {
        FIND,
        CONNECT,
        READ,
        WRITE,
        SUBSCRIBE,
        SERVICES
    }
}
