package fieldlink.jobs.robot;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A call of a method of an object of the project, as a client asked for it.
 *
 * @param object usually a text; whatever else it is goes to the worker, which knows what to say about it
 * @param method likewise
 * @param name by which the client may cancel the call
 * @param timeout if the client set one; never longer than the server's own
 */
public record CallRequest(
        JsonNode object, JsonNode method, ObjectNode args, Optional<String> name, Optional<Duration> timeout) {
    public static CallRequest of(String object, String method, ObjectNode args) {
        return new CallRequest(
                StringNode.valueOf(object), StringNode.valueOf(method), args, Optional.empty(), Optional.empty());
    }

    public CallRequest named(String newName) {
        return new CallRequest(object, method, args, Optional.of(newName), timeout);
    }

    public CallRequest within(Duration newTimeout) {
        return new CallRequest(object, method, args, name, Optional.of(newTimeout));
    }
}
