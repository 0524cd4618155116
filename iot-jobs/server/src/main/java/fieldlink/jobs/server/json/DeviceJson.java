package fieldlink.jobs.server.json;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Device;
import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Devices as the API shows them, and as it is told about them. */
public final class DeviceJson {
    /** A device that was silent for longer counts as offline. */
    private static final Duration ONLINE = Duration.ofSeconds(90);

    private DeviceJson() {}

    public static JsonObject write(Device device, int queued, Instant now) {
        Device.Presence presence = device.presence();
        List<JsonObject> capabilities =
                device.identity().capabilities().stream().map(DeviceJson::write).toList();
        JsonText lastResult = presence.lastResult();
        return new JsonObject()
                .put("device_id", device.id().value())
                .put("capabilities", capabilities)
                .put("meta", device.identity().meta())
                .put("action_catalog", actionCatalog(device))
                .put("queue_depth", queued)
                .put("last_seen", presence.lastSeen())
                .put("registered_at", presence.registeredAt())
                .put("last_result", lastResult == null ? JsonText.NULL : lastResult)
                .put("approved", device.isApproved())
                .put("approval", device.approval().name().toLowerCase(Locale.ROOT))
                .put("online", presence.lastSeen().isAfter(now.minus(ONLINE)))
                .texts("tags", new TreeSet<>(device.tags()))
                .put("max_in_flight", device.limits().maxInFlight())
                .put("max_depth", device.limits().maxDepth());
    }

    /** The capabilities of a list, normalised: nameless ones and whatever has no meaning here are dropped. */
    public static List<Capability> capabilities(Body body) {
        List<Capability> capabilities = new ArrayList<>();
        for (Body entry : body.objects("capabilities")) {
            entry.text("name").ifPresent(name -> capabilities.add(capability(name, entry)));
        }
        return capabilities;
    }

    /** The one JSON object out of two: the second one's fields win, and null removes one. */
    public static JsonText merged(JsonText meta, Body update) {
        Map<String, JsonText> fields = fields(Body.of(meta));
        for (String name : update.names()) {
            if (update.isNull(name)) {
                fields.remove(name);
            } else {
                fields.put(name, update.json(name));
            }
        }
        return object(fields);
    }

    /** The object with a display name, or without one. */
    public static JsonText named(JsonText meta, @Nullable String displayName) {
        Map<String, JsonText> fields = fields(Body.of(meta));
        fields.remove("display_name");
        if (displayName != null && !displayName.isBlank()) {
            fields.put("display_name", JsonText.of(JsonWriting.quote(displayName.strip())));
        }
        return object(fields);
    }

    public static Optional<String> displayName(JsonText meta) {
        return Body.of(meta).text("display_name");
    }

    private static Map<String, JsonText> fields(Body object) {
        Map<String, JsonText> fields = new TreeMap<>();
        object.names().forEach(name -> fields.put(name, object.json(name)));
        return fields;
    }

    private static JsonText object(Map<String, JsonText> fields) {
        StringBuilder text = new StringBuilder("{");
        fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append(JsonWriting.quote(name))
                .append(':')
                .append(value));
        return JsonText.of(text.append('}').toString());
    }

    private static Capability capability(String name, Body entry) {
        List<Parameter> parameters = new ArrayList<>();
        for (Body parameter : entry.objects("params")) {
            parameter.text("name").ifPresent(own -> parameters.add(parameter(own, parameter)));
        }
        Effect effect = entry.text("effect")
                .map(word -> word.equals("idempotent") ? Effect.IDEMPOTENT : Effect.ONCE)
                .orElse(null);
        return new Capability(
                name,
                entry.text("description").orElse(null),
                entry.text("capability").orElse(null),
                parameters,
                effect,
                entry.isTruthy("dangerous"));
    }

    private static Parameter parameter(String name, Body entry) {
        return new Parameter(
                name,
                entry.text("type").orElse(null),
                entry.has("required") ? entry.isTruthy("required") : null,
                entry.has("default") ? entry.json("default") : null,
                entry.text("description").orElse(null));
    }

    public static JsonObject write(Capability capability) {
        JsonObject json = described(capability).putIfAny("capability", capability.reference());
        if (capability.effect() != null) {
            json.put("effect", capability.effect().name().toLowerCase(Locale.ROOT));
        }
        return capability.dangerous() ? json.put("dangerous", true) : json;
    }

    private static JsonObject described(Capability capability) {
        JsonObject json =
                new JsonObject().put("name", capability.name()).putIfAny("description", capability.description());
        if (!capability.parameters().isEmpty()) {
            json.put(
                    "params",
                    capability.parameters().stream().map(DeviceJson::write).toList());
        }
        return json;
    }

    private static JsonObject write(Parameter parameter) {
        JsonObject json = new JsonObject()
                .put("name", parameter.name())
                .putIfAny("type", parameter.type())
                .putIfAny("description", parameter.description());
        if (parameter.required() != null) {
            json.put("required", parameter.required());
        }
        return parameter.defaultValue() == null ? json : json.put("default", parameter.defaultValue());
    }

    /** What the device itself lists as its actions, or else its capabilities. */
    private static JsonText actionCatalog(Device device) {
        Body meta = Body.of(device.identity().meta());
        List<JsonText> own = meta.objects("action_catalog").stream()
                .filter(entry -> entry.text("name").isPresent())
                .map(Body::whole)
                .toList();
        List<JsonText> entries = !own.isEmpty()
                ? own
                : device.identity().capabilities().stream()
                        .map(capability -> described(capability)
                                .put("capability", capability.name())
                                .asText())
                        .toList();
        return JsonText.of(
                "[" + String.join(",", entries.stream().map(JsonText::text).toList()) + "]");
    }
}
