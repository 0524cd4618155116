package fieldlink.jobs.robot;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something that the running project can be asked to do.
 *
 * @param description the first line of what its author says about it
 */
public record ProjectMethod(String object, String method, Optional<String> description, List<Argument> arguments) {
    public ProjectMethod {
        arguments = List.copyOf(arguments);
    }

    /**
     * An argument, which calls give by name.
     *
     * @param type one of {@code integer}, {@code number}, {@code string}, {@code boolean}, {@code array}, {@code object};
     *     {@code any} when the code does not say
     * @param standard what it is when a call leaves it out; empty when there is none, or none that JSON can say
     */
    public record Argument(String name, String type, boolean required, Optional<JsonNode> standard) {}

    /** As people and other machines call it: {@code arm.move}, or {@code beep} for a function. */
    public String name() {
        return method.equals("__call__") ? object : object + "." + method;
    }
}
