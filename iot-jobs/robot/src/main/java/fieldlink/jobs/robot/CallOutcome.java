package fieldlink.jobs.robot;

import tools.jackson.databind.JsonNode;

/** How a call ended inside the worker. */
public sealed interface CallOutcome {
    record Returned(JsonNode value) implements CallOutcome {}

    /**
     * @param text the exception's own words; empty when the failure says it all
     * @param object and {@code method} as the worker prints them
     */
    record Failed(Failure failure, String text, String object, String method) implements CallOutcome {}

    enum Failure {
        NO_OBJECT,
        NO_METHOD,
        NOT_CALLABLE,
        /** The arguments do not fit the method. */
        ARGUMENTS,
        /** A TypeError from inside the method: the original took it for wrong arguments. */
        TYPE_ERROR,
        /** An AttributeError from inside the method: the original took it for a missing object. */
        ATTRIBUTE_ERROR,
        RAISED,
        CANCELLED
    }
}
