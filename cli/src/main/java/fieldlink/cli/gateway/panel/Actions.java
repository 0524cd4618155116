package fieldlink.cli.gateway.panel;

import fieldlink.jobs.Capability;
import fieldlink.jobs.JsonText;
import fieldlink.jobs.Parameter;
import fieldlink.jobs.server.Panel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How panels describe what can be done, and read and write JSON. */
final class Actions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Actions() {}

    /** @param parameters names and types in turn; all are required */
    static Panel.Action action(String name, String... parameters) {
        List<Parameter> declared = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            declared.add(new Parameter(parameters[i], parameters[i + 1], true, null, null));
        }
        return Panel.Action.of(new Capability(name, null, null, declared, null, false));
    }

    static JsonNode args(Panel.Deed deed) {
        return JSON.readTree(deed.args().text());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonText text(ObjectNode json) {
        return JsonText.of(json.toString());
    }

    static Panel.Outcome done(ObjectNode json) {
        return new Panel.Outcome.Done(text(json));
    }

    static Panel.Outcome refused(RuntimeException why) {
        return new Panel.Outcome.Refused(why.getMessage() == null ? why.toString() : why.getMessage());
    }

    /** A script that lies beside this class. */
    static String script(String name) {
        try (InputStream resource = Actions.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
