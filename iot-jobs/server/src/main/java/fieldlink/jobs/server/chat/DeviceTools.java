package fieldlink.jobs.server.chat;

import fieldlink.jobs.Capability;
import fieldlink.jobs.Device;
import fieldlink.jobs.DeviceId;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.server.json.JsonType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the devices can do, as tools of a language model. Names and descriptions come from devices and are data: they are
 * shortened, stripped of control characters, and marked as the device's own words.
 */
final class DeviceTools {
    private static final int MAX_NAME = 64;
    private static final int MAX_DESCRIPTION = 300;
    /** More tools than this confuse a model more than they help it. */
    private static final int MAX_TOOLS = 120;

    /** What a tool stands for. */
    record Target(DeviceId device, Capability capability) {}

    private final Map<String, Target> targets = new LinkedHashMap<>();

    /** @param devices those that may be asked for something now */
    DeviceTools(List<Device> devices) {
        for (Device device : devices) {
            for (Capability capability : device.identity().capabilities()) {
                if (targets.size() < MAX_TOOLS) {
                    Target target = new Target(device.id(), capability);
                    targets.put(freeName(target), target);
                }
            }
        }
    }

    List<Tool> tools() {
        return targets.entrySet().stream()
                .map(entry -> tool(entry.getKey(), entry.getValue()))
                .toList();
    }

    Optional<Target> target(String tool) {
        return Optional.ofNullable(targets.get(tool));
    }

    private String freeName(Target target) {
        String wanted = target.device() + "__" + target.capability().name();
        String plain = wanted.replaceAll("[^a-zA-Z0-9_-]", "_");
        String name = plain.substring(0, Math.min(plain.length(), MAX_NAME));
        for (int twin = 2; targets.containsKey(name); twin++) {
            String suffix = "_" + twin;
            name = plain.substring(0, Math.min(plain.length(), MAX_NAME - suffix.length())) + suffix;
        }
        return name;
    }

    private static Tool tool(String name, Target target) {
        Capability capability = target.capability();
        String what = "Runs '" + plain(capability.name()) + "' on the device '" + target.device() + "'."
                + ownWords(capability.description())
                + (capability.dangerous() ? " A person will be asked to confirm." : "");
        return new Tool(name, what, schema(capability.parameters()));
    }

    private static JsonText schema(List<Parameter> parameters) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (Parameter parameter : parameters) {
            ObjectNode property = properties.putObject(parameter.name());
            JsonType.of(parameter.type()).ifPresent(type -> property.put("type", type.word()));
            String description = ownWords(parameter.description())
                    + (parameter.defaultValue() == null ? "" : " Default: " + parameter.defaultValue() + ".");
            if (!description.isEmpty()) {
                property.put("description", description.strip());
            }
        }
        var required = schema.putArray("required");
        parameters.stream().filter(Parameter::isRequired).map(Parameter::name).forEach(required::add);
        schema.put("additionalProperties", false);
        return JsonText.of(schema.toString());
    }

    private static String ownWords(@Nullable String text) {
        return text == null || text.isBlank() ? "" : " The device says of it: \"" + plain(text) + "\"";
    }

    private static String plain(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}+", " ").replace('"', '\'').strip();
        return oneLine.length() <= MAX_DESCRIPTION ? oneLine : oneLine.substring(0, MAX_DESCRIPTION) + "…";
    }
}
