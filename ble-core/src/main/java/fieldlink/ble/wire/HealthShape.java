package fieldlink.ble.wire;

import fieldlink.ble.AdapterDescription;
import fieldlink.ble.AdapterName;
import fieldlink.ble.AdapterStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.CharacteristicId;
import fieldlink.ble.DeviceAddress;
import fieldlink.ble.LinkKey;
import fieldlink.ble.LinkStatus;
import fieldlink.ble.QueueSettings;
import fieldlink.ble.RecoveryStep;
import fieldlink.ble.RequestCounters;
import fieldlink.ble.RequestPriority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole state of the radio as JSON, there and back: what {@code ble status} shows from wherever it runs. */
public final class HealthShape {
    /** Of the frame; the rest is for adapters and links, which are few. */
    private static final int ROOM_FOR_REQUESTS = 30_000;

    private HealthShape() {}

    public static JsonObject write(CentralStatus status) {
        return JsonObject.with("uptime_sec", QueueShape.seconds(status.uptime()))
                .with("active_devices", status.activeDevices())
                .with("adapters", list(status.adapters(), HealthShape::adapter))
                .with("links", list(status.links(), HealthShape::link))
                .with("subscriptions", list(status.subscriptions(), HealthShape::subscription))
                .with("queue", queue(status.queue()))
                .build();
    }

    private static JsonObject adapter(AdapterStatus adapter) {
        AdapterStatus.Health health = adapter.health();
        return JsonObject.with("name", adapter.info().name().value())
                .with("address", adapter.info().address().value())
                .with("powered", adapter.info().powered())
                .with("can_listen_passively", adapter.info().canListenPassively())
                .with("activity", adapter.activity().name())
                .with("slots", adapter.slots())
                .with("holders", list(adapter.holders(), HealthShape::link))
                .with("last_heard", time(adapter.lastHeard()))
                .with("failures_in_a_row", health.failuresInARow())
                .with(
                        "last_step",
                        health.lastStep() == null
                                ? Json.Null.NULL
                                : Json.of(health.lastStep().name()))
                .with("needs_help", health.needsHelp())
                .with("remark", health.remark())
                .build();
    }

    private static JsonObject link(LinkStatus link) {
        return JsonObject.with("adapter", link.link().adapter().value())
                .with("device", link.link().device().value())
                .with("phase", link.phase().name())
                .with("clients", list(link.clients(), Json::of))
                .with("age_sec", QueueShape.seconds(link.age()))
                .with("idle_sec", QueueShape.seconds(link.idle()))
                .with("adopted", link.adopted())
                .build();
    }

    private static JsonObject subscription(CentralStatus.Subscription subscription) {
        return JsonObject.with("client", subscription.client())
                .with("device", subscription.device().value())
                .with("characteristic", subscription.characteristic().toString())
                .with("flowing", subscription.flowing())
                .build();
    }

    private static JsonObject queue(CentralStatus.Queue queue) {
        QueueSettings settings = queue.settings();
        List<Json> requests =
                queue.requests().stream().<Json>map(HealthShape::request).toList();
        return JsonObject.with("skip_old", Json.of(settings.skipOld()))
                .with("max_age_sec", QueueShape.seconds(settings.maxAge()))
                .with("capacity", settings.capacity())
                .with("per_client", settings.perClient())
                .with("aging_step_sec", QueueShape.seconds(settings.agingStep()))
                .with("waiting", queue.waiting())
                .with(
                        "requests",
                        Json.array(Frames.page(requests, 0, ROOM_FOR_REQUESTS).items()))
                .with("counters", counters(queue.counters()))
                .build();
    }

    private static JsonObject counters(RequestCounters counters) {
        return JsonObject.with("total", Json.of(counters.total()))
                .with("completed", counters.completed())
                .with("failed", counters.failed())
                .with("timed_out", counters.timedOut())
                .with("refused", counters.refused())
                .with("cancelled", counters.cancelled())
                .build();
    }

    private static JsonObject request(CentralStatus.Request request) {
        CentralStatus.Request.Times times = request.times();
        return JsonObject.with("number", Json.of(request.number()))
                .with("client", request.client())
                .with("kind", request.kind().name())
                .with("device", request.device().value())
                .with("running", request.running())
                .with("priority", times.priority().name())
                .with("label", times.label())
                .with("created_at", AdvertisementShape.seconds(times.createdAt()))
                .with("age_sec", QueueShape.seconds(times.age()))
                .with("deadline_sec", QueueShape.seconds(times.deadline()))
                .build();
    }

    private static <T> Json list(List<T> values, Function<T, Json> write) {
        return Json.array(values.stream().map(write).toList());
    }

    private static Json time(@Nullable Instant at) {
        return at == null ? Json.Null.NULL : AdvertisementShape.seconds(at);
    }

    /** @throws IllegalArgumentException when the object is no state that {@link #write} wrote */
    public static CentralStatus read(JsonObject shape) {
        return new CentralStatus(
                duration(shape, "uptime_sec"),
                whole(shape, "active_devices"),
                objects(shape, "adapters").map(HealthShape::readAdapter).toList(),
                objects(shape, "links").map(HealthShape::readLink).toList(),
                objects(shape, "subscriptions")
                        .map(HealthShape::readSubscription)
                        .toList(),
                readQueue(shape.get("queue").asObject().orElse(JsonObject.EMPTY)));
    }

    private static AdapterStatus readAdapter(JsonObject shape) {
        AdapterDescription info = new AdapterDescription(
                new AdapterName(word(shape, "name")),
                new DeviceAddress(word(shape, "address")),
                !shape.get("powered").isFalsy(),
                !shape.get("can_listen_passively").isFalsy());
        RecoveryStep step = shape.text("last_step").map(RecoveryStep::valueOf).orElse(null);
        Instant lastHeard =
                shape.get("last_heard") == Json.Null.NULL ? null : AdvertisementShape.instant(shape.get("last_heard"));
        return new AdapterStatus(
                info,
                AdapterStatus.Activity.valueOf(word(shape, "activity")),
                whole(shape, "slots"),
                objects(shape, "holders").map(HealthShape::readLink).toList(),
                lastHeard,
                new AdapterStatus.Health(
                        whole(shape, "failures_in_a_row"),
                        step,
                        !shape.get("needs_help").isFalsy(),
                        word(shape, "remark")));
    }

    private static LinkStatus readLink(JsonObject shape) {
        return new LinkStatus(
                new LinkKey(new AdapterName(word(shape, "adapter")), new DeviceAddress(word(shape, "device"))),
                LinkStatus.Phase.valueOf(word(shape, "phase")),
                shape.get("clients").items().stream()
                        .map(item -> item.asText().orElse(""))
                        .toList(),
                duration(shape, "age_sec"),
                duration(shape, "idle_sec"),
                !shape.get("adopted").isFalsy());
    }

    private static CentralStatus.Subscription readSubscription(JsonObject shape) {
        return new CentralStatus.Subscription(
                word(shape, "client"),
                new DeviceAddress(word(shape, "device")),
                CharacteristicId.parse(word(shape, "characteristic")),
                !shape.get("flowing").isFalsy());
    }

    private static CentralStatus.Queue readQueue(JsonObject shape) {
        QueueSettings settings = new QueueSettings(
                !shape.get("skip_old").isFalsy(),
                duration(shape, "max_age_sec"),
                whole(shape, "capacity"),
                whole(shape, "per_client"),
                duration(shape, "aging_step_sec"));
        JsonObject counters = shape.get("counters").asObject().orElse(JsonObject.EMPTY);
        return new CentralStatus.Queue(
                settings,
                objects(shape, "requests").map(HealthShape::readRequest).toList(),
                new RequestCounters(
                        whole(counters, "total"),
                        whole(counters, "completed"),
                        whole(counters, "failed"),
                        whole(counters, "timed_out"),
                        whole(counters, "refused"),
                        whole(counters, "cancelled")));
    }

    private static CentralStatus.Request readRequest(JsonObject shape) {
        CentralStatus.Request.Times times = new CentralStatus.Request.Times(
                RequestPriority.valueOf(word(shape, "priority")),
                word(shape, "label"),
                AdvertisementShape.instant(shape.get("created_at")),
                duration(shape, "age_sec"),
                duration(shape, "deadline_sec"));
        return new CentralStatus.Request(
                shape.whole("number").orElse(0L),
                word(shape, "client"),
                CentralStatus.RequestKind.valueOf(word(shape, "kind")),
                new DeviceAddress(word(shape, "device")),
                !shape.get("running").isFalsy(),
                times);
    }

    private static Stream<JsonObject> objects(JsonObject in, String name) {
        return in.get(name).items().stream().map(item -> item.asObject().orElse(JsonObject.EMPTY));
    }

    private static String word(JsonObject shape, String name) {
        return shape.text(name).orElse("");
    }

    private static int whole(JsonObject shape, String name) {
        return shape.whole(name).orElse(0L).intValue();
    }

    private static Duration duration(JsonObject shape, String name) {
        return shape.get(name) instanceof Json.Numeric number
                ? Duration.ofMillis(Math.round(number.value() * 1000))
                : Duration.ZERO;
    }
}
