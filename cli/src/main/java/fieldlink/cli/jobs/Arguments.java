package fieldlink.cli.jobs;

import fieldlink.jobs.JsonText;
import fieldlink.jobs.server.json.Body;
import fieldlink.jobs.server.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command's arguments as people type them: {@code times=3 colour=red}. */
final class Arguments {
    private Arguments() {}

    static List<String> pair(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' is not NAME=VALUE");
        }
        return List.of(text.substring(0, equals), text.substring(equals + 1));
    }

    static JsonObject object(List<List<String>> pairs) {
        JsonObject args = new JsonObject();
        pairs.forEach(pair -> args.put(pair.get(0), value(pair.get(1))));
        return args;
    }

    /** What reads as JSON is JSON, so that 3 is a number; everything else is a text. */
    private static JsonText value(String text) {
        Body body = Body.parse(("{\"value\":" + text + "}").getBytes(StandardCharsets.UTF_8));
        return body.has("value") && body.names().size() == 1
                ? body.json("value")
                : Body.parse(new JsonObject().put("value", text).toString().getBytes(StandardCharsets.UTF_8))
                        .json("value");
    }
}
