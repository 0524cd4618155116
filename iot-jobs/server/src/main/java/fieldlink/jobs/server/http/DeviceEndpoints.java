package fieldlink.jobs.server.http;

import fieldlink.jobs.Approval;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.queue.DeviceRegistry.Revised;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.server.ServerSettings;
import fieldlink.jobs.server.access.Caller;
import fieldlink.jobs.server.json.BadRequest;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.DeviceJson;
import fieldlink.jobs.server.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Devices: registering them, and looking after them. */
final class DeviceEndpoints {
    private static final String UNKNOWN = "device not registered";
    private static final JsonObject NOT_APPROVED = new JsonObject()
            .put("error", "device not approved")
            .put("message", "Device must be registered from the dashboard before connecting.");

    private final JobQueue queue;
    private final ServerSettings settings;
    private final Doorman doorman;
    private final AtomicInteger pending = new AtomicInteger();

    DeviceEndpoints(JobQueue queue, ServerSettings settings, Doorman doorman) {
        this.queue = queue;
        this.settings = settings;
        this.doorman = doorman;
    }

    List<Route> routes() {
        return List.of(
                Route.open(
                        "GET",
                        "/api/devices/ping",
                        request ->
                                Answer.ok(new JsonObject().put("message", "ok")).now()),
                Route.open("POST", "/api/devices/register", this::register),
                Route.operator("GET", "/api/devices", this::list),
                Route.operator("GET", "/api/devices/*", this::show),
                Route.operator("PUT", "/api/devices/*", this::update),
                Route.operator("PATCH", "/api/devices/*/name", this::rename),
                Route.operator("POST", "/api/devices/*/approve", this::approve),
                Route.operator("DELETE", "/api/devices/*", this::remove));
    }

    /** What somebody says about a device. */
    private record Registration(DeviceId id, List<Capability> capabilities, Body meta, boolean byOperator) {}

    private CompletionStage<Answer> register(Request request) {
        Body body = request.body();
        DeviceId id =
                Request.deviceId(body.text("device_id").orElseThrow(() -> new BadRequest("device_id is required")));
        if (!body.isList("capabilities")) {
            throw new BadRequest("capabilities must be a list");
        }
        Body meta = body.object("meta");
        boolean claims = body.isTruthy("approved")
                || meta.text("registered_via").filter("dashboard"::equals).isPresent();
        boolean trusted = settings.isLegacy()
                || (request.caller() instanceof Caller.OfOperator operator
                        && !(operator.bySession() && doorman.isForged(request.exchange())));
        Registration registration = new Registration(id, DeviceJson.capabilities(body), meta, claims && trusted);
        return queue.devices().revise(id, (current, now) -> registered(request.caller(), registration, current, now));
    }

    private Revised<Answer> registered(Caller caller, Registration said, Optional<Device> current, Instant now) {
        if (said.byOperator()) {
            Device next = byOperator(said, current, now);
            return answered(next, current.isPresent() ? "updated" : "registered", now);
        }
        if (current.isEmpty()) {
            return new Revised<>(asking(said, now), Answer.json(403, NOT_APPROVED));
        }
        if (!current.get().isApproved()) {
            // A device that asks again has perhaps more to say about itself by now.
            Device asked = current.get().approval() == Approval.PENDING ? byItself(said, current.get(), now) : null;
            return new Revised<>(asked, Answer.json(403, NOT_APPROVED));
        }
        Optional<Answer> refusal = doorman.refusal(caller, said.id());
        return refusal.isPresent()
                ? new Revised<>(null, refusal.get())
                : answered(byItself(said, current.get(), now), "updated", now);
    }

    private Revised<Answer> answered(Device next, String status, Instant now) {
        JsonObject json = new JsonObject()
                .put("status", status)
                .put("device_id", next.id().value())
                .put("device", DeviceJson.write(next, 0, now));
        return new Revised<>(next, Answer.ok(json));
    }

    private static Device byOperator(Registration said, Optional<Device> current, Instant now) {
        String name = said.meta().text("display_name").orElse(null);
        if (current.isEmpty()) {
            JsonText meta = DeviceJson.named(said.meta().whole(), name);
            return Device.approved(said.id(), said.capabilities(), now)
                    .with(new Device.Identity(said.capabilities(), meta));
        }
        Device before = current.get();
        // A dashboard that registers a device again knows nothing about what it can do: that is no reason to forget it.
        List<Capability> capabilities =
                said.capabilities().isEmpty() ? before.identity().capabilities() : said.capabilities();
        JsonText meta = DeviceJson.named(DeviceJson.merged(before.identity().meta(), said.meta()), name);
        return before.with(new Device.Identity(capabilities, meta)).with(Approval.APPROVED);
    }

    private static Device byItself(Registration said, Device before, Instant now) {
        JsonText known = before.identity().meta();
        // Its name is the operators' business.
        JsonText meta = DeviceJson.named(
                DeviceJson.merged(known, said.meta()),
                DeviceJson.displayName(known).orElse(null));
        return before.with(new Device.Identity(said.capabilities(), meta)).seen(now);
    }

    /** A device that waits to be let in, if there is room for one more. */
    private @Nullable Device asking(Registration said, Instant now) {
        if (settings.isLegacy() || pending.get() >= settings.limits().pendingDevices()) {
            return null;
        }
        pending.incrementAndGet();
        JsonText meta = DeviceJson.named(said.meta().whole(), null);
        return Device.approved(said.id(), said.capabilities(), now)
                .with(new Device.Identity(said.capabilities(), meta))
                .with(Approval.PENDING);
    }

    private CompletionStage<Answer> list(Request request) {
        Optional<String> approval = request.query("approval");
        return queue.devices().list().thenApply(devices -> {
            Instant now = queue.now();
            pending.set((int) devices.stream()
                    .filter(listed -> listed.device().approval() == Approval.PENDING)
                    .count());
            List<JsonObject> all = devices.stream()
                    .filter(listed -> approval.map(wanted -> wanted.equalsIgnoreCase(
                                    listed.device().approval().name()))
                            .orElse(listed.device().approval() != Approval.PENDING))
                    .map(listed -> DeviceJson.write(listed.device(), listed.queued(), now))
                    .toList();
            return Answer.ok(new JsonObject().put("devices", all));
        });
    }

    private CompletionStage<Answer> show(Request request) {
        return answer(request.device(), null);
    }

    private CompletionStage<Answer> update(Request request) {
        DeviceId id = request.device();
        Body body = request.body();
        if (body.has("capabilities") && !body.isList("capabilities") && !body.isNull("capabilities")) {
            throw new BadRequest("capabilities must be a list or null");
        }
        if (body.has("meta") && !body.isObject("meta") && !body.isNull("meta")) {
            throw new BadRequest("meta must be an object or null");
        }
        return change(id, device -> updated(device, body));
    }

    private static Device updated(Device device, Body body) {
        Device next = device;
        if (body.has("capabilities")) {
            next = next.with(new Device.Identity(
                    DeviceJson.capabilities(body), next.identity().meta()));
        }
        if (body.has("meta")) {
            JsonText merged = body.isNull("meta")
                    ? JsonText.EMPTY_OBJECT
                    : DeviceJson.merged(next.identity().meta(), body.object("meta"));
            JsonText meta =
                    DeviceJson.named(merged, DeviceJson.displayName(merged).orElse(null));
            next = next.with(new Device.Identity(next.identity().capabilities(), meta));
        }
        if (body.has("approved")) {
            next = next.with(body.isTruthy("approved") ? Approval.APPROVED : Approval.REVOKED);
        }
        if (body.isList("tags")) {
            next = next.tagged(Set.copyOf(body.texts("tags")));
        }
        return next.with(limits(next.limits(), body));
    }

    private static DeviceLimits limits(DeviceLimits before, Body body) {
        int inFlight = body.number("max_in_flight").map(Double::intValue).orElse(before.maxInFlight());
        int depth = body.number("max_depth").map(Double::intValue).orElse(before.maxDepth());
        try {
            return new DeviceLimits(inFlight, depth);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage() == null ? "limits" : e.getMessage());
        }
    }

    private CompletionStage<Answer> rename(Request request) {
        DeviceId id = request.device();
        Body body = request.body();
        if (body.has("display_name") && !body.isText("display_name") && !body.isNull("display_name")) {
            throw new BadRequest("display_name must be a string or null");
        }
        String name = body.text("display_name").orElse(null);
        return change(
                id,
                device -> device.with(new Device.Identity(
                        device.identity().capabilities(),
                        DeviceJson.named(device.identity().meta(), name))));
    }

    private CompletionStage<Answer> approve(Request request) {
        return change(request.device(), device -> device.with(Approval.APPROVED));
    }

    private CompletionStage<Answer> remove(Request request) {
        DeviceId id = request.device();
        return queue.devices()
                .remove(id, request.caller().actor())
                .thenApply(gone -> gone
                        ? Answer.ok(new JsonObject().put("status", "deleted").put("device_id", id.value()))
                        : Answer.error(404, UNKNOWN));
    }

    private interface Edit {
        Device apply(Device device);
    }

    private CompletionStage<Answer> change(DeviceId id, Edit edit) {
        return queue.devices()
                .revise(id, (current, now) -> {
                    Device next = current.map(edit::apply).orElse(null);
                    return new Revised<>(next, next != null);
                })
                .thenCompose(known -> known
                        ? answer(id, "updated")
                        : Answer.error(404, UNKNOWN).now());
    }

    private CompletionStage<Answer> answer(DeviceId id, @Nullable String status) {
        return queue.devices()
                .look(id, listed -> DeviceJson.write(listed.device(), listed.queued(), queue.now()))
                .thenApply(found -> found.map(device ->
                                Answer.ok(new JsonObject().put("device", device).putIfAny("status", status)))
                        .orElseGet(() -> Answer.error(404, UNKNOWN)));
    }
}
