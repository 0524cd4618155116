package fieldlink.jobs.store;

import fieldlink.jobs.Approval;
import fieldlink.jobs.Batch;
import fieldlink.jobs.BatchId;
import fieldlink.jobs.Capability;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.DeviceLimits;
import fieldlink.jobs.Effect;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Lane;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.Retry;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Devices and batches as the documents they are stored as. Names here are on disk: they may be added to, not changed. */
final class StoredJson {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private StoredJson() {}

    static String write(Device device) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", device.id().value());
        node.put("approval", device.approval().name());
        ArrayNode capabilities = node.putArray("capabilities");
        device.identity().capabilities().forEach(capability -> write(capabilities.addObject(), capability));
        node.put("meta", device.identity().meta().text());
        ArrayNode tags = node.putArray("tags");
        new TreeSet<>(device.tags()).forEach(tags::add);
        node.put("maxInFlight", device.limits().maxInFlight());
        node.put("maxDepth", device.limits().maxDepth());
        node.put("registeredAt", device.presence().registeredAt().toString());
        node.put("lastSeen", device.presence().lastSeen().toString());
        put(node, "lastResult", device.presence().lastResult());
        return node.toString();
    }

    static Device device(String document) {
        JsonNode node = JSON.readTree(document);
        List<Capability> capabilities = new ArrayList<>();
        node.path("capabilities").forEach(capability -> capabilities.add(capability(capability)));
        return new Device(
                DeviceId.of(node.path("id").stringValue()),
                Approval.valueOf(node.path("approval").stringValue()),
                new Device.Identity(capabilities, JsonText.of(node.path("meta").stringValue())),
                Set.copyOf(texts(node.path("tags"))),
                new DeviceLimits(
                        node.path("maxInFlight").intValue(),
                        node.path("maxDepth").intValue()),
                new Device.Presence(
                        Instant.parse(node.path("registeredAt").stringValue()),
                        Instant.parse(node.path("lastSeen").stringValue()),
                        optional(node, "lastResult", JsonText::of)));
    }

    static String write(Batch batch) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", batch.id().value());
        node.put("state", batch.state().name());
        node.put("createdAt", batch.createdAt().toString());
        ArrayNode waiting = node.putArray("waiting");
        batch.waiting().forEach(device -> waiting.add(device.value()));
        Batch.Order order = batch.order();
        node.put("command", order.command().name());
        node.put("args", order.command().args().text());
        node.put("maxInFlight", order.maxInFlight());
        node.put("abortPercent", order.abortPercent());
        node.put("abortAfter", order.abortAfter());
        write(node.putObject("terms"), order.terms());
        Batch.Tally tally = batch.tally();
        node.put("targets", tally.targets());
        node.put("inFlight", tally.inFlight());
        node.put("succeeded", tally.succeeded());
        node.put("failed", tally.failed());
        node.put("refused", tally.refused());
        return node.toString();
    }

    static Batch batch(String document) {
        JsonNode node = JSON.readTree(document);
        Batch.Order order = new Batch.Order(
                new Command(
                        node.path("command").stringValue(),
                        JsonText.of(node.path("args").stringValue())),
                terms(node.path("terms")),
                node.path("maxInFlight").intValue(),
                node.path("abortPercent").intValue(),
                node.path("abortAfter").intValue());
        Batch.Tally tally = new Batch.Tally(
                node.path("targets").intValue(),
                node.path("inFlight").intValue(),
                node.path("succeeded").intValue(),
                node.path("failed").intValue(),
                node.path("refused").intValue());
        return new Batch(
                BatchId.of(node.path("id").stringValue()),
                order,
                Batch.State.valueOf(node.path("state").stringValue()),
                texts(node.path("waiting")).stream().map(DeviceId::of).toList(),
                tally,
                Instant.parse(node.path("createdAt").stringValue()));
    }

    private static void write(ObjectNode node, Capability capability) {
        node.put("name", capability.name());
        put(node, "description", capability.description());
        put(node, "reference", capability.reference());
        put(node, "effect", capability.effect());
        node.put("dangerous", capability.dangerous());
        ArrayNode parameters = node.putArray("parameters");
        for (Parameter parameter : capability.parameters()) {
            ObjectNode child = parameters.addObject();
            child.put("name", parameter.name());
            put(child, "type", parameter.type());
            put(child, "required", parameter.required());
            put(child, "default", parameter.defaultValue());
            put(child, "description", parameter.description());
        }
    }

    private static Capability capability(JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode parameter : node.path("parameters")) {
            parameters.add(new Parameter(
                    parameter.path("name").stringValue(),
                    optional(parameter, "type", Function.identity()),
                    optional(parameter, "required", Boolean::valueOf),
                    optional(parameter, "default", JsonText::of),
                    optional(parameter, "description", Function.identity())));
        }
        return new Capability(
                node.path("name").stringValue(),
                optional(node, "description", Function.identity()),
                optional(node, "reference", Function.identity()),
                parameters,
                optional(node, "effect", Effect::valueOf),
                node.path("dangerous").booleanValue());
    }

    static void write(ObjectNode node, Terms terms) {
        node.put("delivery", terms.delivery().name());
        node.put("lane", terms.lane().name());
        put(node, "notBefore", terms.window().notBefore());
        put(node, "expiresAt", terms.window().expiresAt());
        node.put("attempts", terms.retry().attempts());
        node.put("pause", terms.retry().pause().toString());
        node.put("longestPause", terms.retry().longestPause().toString());
        node.put("lease", terms.lease().toString());
        node.put("limit", terms.limit().toString());
    }

    static Terms terms(JsonNode node) {
        return new Terms(
                Delivery.valueOf(node.path("delivery").stringValue()),
                Lane.valueOf(node.path("lane").stringValue()),
                new Window(optional(node, "notBefore", Instant::parse), optional(node, "expiresAt", Instant::parse)),
                new Retry(
                        node.path("attempts").intValue(),
                        Duration.parse(node.path("pause").stringValue()),
                        Duration.parse(node.path("longestPause").stringValue())),
                Duration.parse(node.path("lease").stringValue()),
                Duration.parse(node.path("limit").stringValue()));
    }

    /** Everything that may be absent is stored as text. */
    static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    static <T> @Nullable T optional(JsonNode node, String name, Function<String, T> parse) {
        JsonNode value = node.get(name);
        return value == null ? null : parse.apply(value.stringValue());
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }
}
