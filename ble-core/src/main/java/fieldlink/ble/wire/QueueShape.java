package fieldlink.ble.wire;

import fieldlink.ble.CentralStatus;
import fieldlink.ble.CentralStatus.Request;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RequestCounters;
import java.time.Duration;
import java.util.List;

/** The queue as the first service showed it. It had a queue for scans too; ours answers those at once. */
public final class QueueShape {
    private QueueShape() {}

    public static JsonObject config(QueueSettings settings) {
        return JsonObject.with("skip_old_requests", Json.of(settings.skipOld()))
                .with("max_age_sec", seconds(settings.maxAge()))
                .build();
    }

    /** @param scans look-ups in the cache since the start */
    public static JsonObject counters(RequestCounters counters, ScanCounters scans, int processing) {
        return counterFields(counters, scans, processing).build();
    }

    private static JsonObject.Builder counterFields(RequestCounters counters, ScanCounters scans, int processing) {
        return JsonObject.with("total_requests", Json.of(counters.total()))
                .with("completed_requests", counters.completed())
                .with("failed_requests", counters.failed())
                .with("timeout_requests", counters.timedOut())
                .with("skipped_requests", counters.refused())
                .with("processing_requests", processing)
                .with("scan_requests", scans.asked())
                .with("scan_completed", scans.found())
                .with("scan_failed", scans.missed())
                .with("cancelled_requests", counters.cancelled());
    }

    public static JsonObject status(CentralStatus.Queue queue, ScanCounters scans) {
        List<Json> requests =
                queue.requests().stream().<Json>map(QueueShape::request).toList();
        Frames.Page page = Frames.page(requests, 0);
        JsonObject stats = counterFields(
                        queue.counters(), scans, queue.requests().size() - queue.waiting())
                .with("active_requests_count", requests.size())
                .with("queue_size", queue.waiting())
                .with("scan_queue_size", 0)
                .with("scan_workers", 0)
                .build();
        JsonObject.Builder shape = JsonObject.with("queue_size", Json.of(queue.waiting()))
                .with("scan_queue_size", 0)
                .with("active_requests_count", requests.size())
                .with("active_requests", Json.array(page.items()))
                .with("stats", stats)
                .with("config", config(queue.settings()));
        if (page.items().size() < requests.size()) {
            shape.with(
                    "active_requests_left_out", requests.size() - page.items().size());
        }
        return shape.build();
    }

    private static JsonObject request(Request request) {
        String type = switch (request.kind()) {
            case READ -> "read_command";
            case WRITE -> "send_command";
            case SUBSCRIBE -> "notification";
            case FIND -> "scan_command";
            case CONNECT, SERVICES -> "unknown";
        };
        String label = request.times().label();
        return JsonObject.with("request_id", label.isEmpty() ? Long.toString(request.number()) : label)
                .with("mac_address", request.device().value())
                .with("request_type", type)
                .with("priority", request.times().priority().name())
                .with("status", request.running() ? "PROCESSING" : "PENDING")
                .with("age_seconds", tenths(request.times().age()))
                .with("timeout_sec", seconds(request.times().deadline()))
                .with("created_at", AdvertisementShape.seconds(request.times().createdAt()))
                .with("number", request.number())
                .with("client", request.client())
                .build();
    }

    static Json seconds(Duration duration) {
        return Json.of(duration.toMillis() / 1000.0);
    }

    static Json tenths(Duration duration) {
        return Json.of(Math.floor(duration.toMillis() / 100.0) / 10.0);
    }
}
