package fieldlink.jobs.robot.worker;

import fieldlink.jobs.robot.ProjectMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what a worker says that its project offers. User code shares the pipe, so nothing in it is taken for granted. */
final class MethodReader {
    private static final int MOST_METHODS = 500;
    private static final int MOST_ARGUMENTS = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 300;

    private MethodReader() {}

    static List<ProjectMethod> read(JsonNode list) {
        List<ProjectMethod> methods = new ArrayList<>();
        for (JsonNode item : list) {
            Optional<String> object = name(item.path("object"));
            Optional<String> method = name(item.path("method"));
            if (object.isPresent() && method.isPresent() && methods.size() < MOST_METHODS) {
                Optional<String> description = Optional.of(item.path("doc").asString(""))
                        .filter(text -> !text.isBlank())
                        .map(text -> text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION)));
                methods.add(new ProjectMethod(object.get(), method.get(), description, arguments(item.path("params"))));
            }
        }
        return methods;
    }

    private static List<ProjectMethod.Argument> arguments(JsonNode list) {
        List<ProjectMethod.Argument> arguments = new ArrayList<>();
        for (JsonNode item : list) {
            Optional<String> name = name(item.path("name"));
            if (name.isPresent() && arguments.size() < MOST_ARGUMENTS) {
                arguments.add(new ProjectMethod.Argument(
                        name.get(),
                        item.path("type").asString("any"),
                        item.path("required").asBoolean(false),
                        Optional.ofNullable(item.get("default"))));
            }
        }
        return arguments;
    }

    private static Optional<String> name(JsonNode node) {
        return node.isString()
                        && !node.stringValue().isBlank()
                        && node.stringValue().length() <= LONGEST_NAME
                ? Optional.of(node.stringValue())
                : Optional.empty();
    }
}
