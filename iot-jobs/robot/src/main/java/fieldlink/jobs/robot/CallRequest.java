package fieldlink.jobs.robot;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of a method of an object of the project, as a client asked for it.
 *
 * @param object usually a text; whatever else it is goes to the worker, which knows what to say about it
 * @param method likewise
 * @param name by which the client may cancel the call
 * @param timeout if the client set one; never longer than the server's own
 */
public record CallRequest(
        JsonNode object, JsonNode method, ObjectNode args, Optional<String> name, Optional<Duration> timeout) {}
