package fieldlink.jobs.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document, and how far a piece of JSON is what it says. Knows the few words of JSON Schema that it uses. */
final class ApiDocument {
    private static final Set<String> SCHEMA_WORDS =
            Set.of("$ref", "type", "required", "properties", "items", "enum", "description");

    private final JsonNode root;

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    static ApiDocument read() throws IOException {
        Path file = Path.of(System.getProperty("fieldlink.root"), "docs", "reference", "openapi.json");
        return new ApiDocument(JsonMapper.builder().build().readTree(Files.readString(file)));
    }

    /** A request that the document describes. */
    record Operation(String method, String path, JsonNode node) {
        /** As the server's own table has it. */
        String route() {
            return method + " " + path.replaceAll("\\{\\w+}", "*");
        }
    }

    /** By method and path, such as {@code GET /api/jobs/{job}}. */
    Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String name = method.getKey().toUpperCase(Locale.ROOT);
                    operations.put(name + " " + path.getKey(), new Operation(name, path.getKey(), method.getValue()));
                }));
        return operations;
    }

    /** Only an operator may ask for it: it has no rule of its own about who may. */
    static boolean isForOperators(Operation operation) {
        return !operation.node().has("security");
    }

    /** What is wrong with an answer's status or its JSON; nothing when the document says that it comes so. */
    List<String> problems(Operation operation, int status, JsonNode body) {
        JsonNode responses = operation.node().path("responses");
        JsonNode said = responses.path(Integer.toString(status));
        if (said.isMissingNode() && status / 100 != 2) {
            said = responses.path("default");
        }
        if (said.isMissingNode()) {
            return List.of("there is no answer of " + status);
        }
        JsonNode content = resolved(said).path("content");
        return content.isMissingNode() || content.has("application/json") ? problems(content, body) : List.of();
    }

    /** What is wrong with what is sent; nothing when the document says that it can be sent. */
    List<String> requestProblems(Operation operation, JsonNode body) {
        return problems(operation.node().path("requestBody").path("content"), body);
    }

    private List<String> problems(JsonNode content, JsonNode body) {
        List<String> problems = new ArrayList<>();
        JsonNode schema = content.path("application/json").path("schema");
        if (schema.isMissingNode()) {
            if (!body.isNull()) {
                problems.add("there is a body that the document does not know: " + body);
            }
        } else {
            check(schema, body, "body", problems);
        }
        return problems;
    }

    private void check(JsonNode reference, JsonNode value, String place, List<String> problems) {
        JsonNode schema = resolved(reference);
        schema.propertyNames().stream()
                .filter(word -> !SCHEMA_WORDS.contains(word))
                .forEach(word -> problems.add("the schema of " + place + " says '" + word + "', which nobody checks"));
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            problems.add(place + " is " + value + " and not of type " + schema.path("type"));
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            problems.add(place + " is " + value + " and none of " + schema.path("enum"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.stringValue())) {
                problems.add(place + " has no '" + name.stringValue() + "': " + value);
            }
        });
        if (schema.has("properties")) {
            value.properties().forEach(field -> {
                JsonNode own = schema.path("properties").path(field.getKey());
                if (own.isMissingNode()) {
                    problems.add(place + "." + field.getKey() + " is not in the document");
                } else {
                    check(own, field.getValue(), place + "." + field.getKey(), problems);
                }
            });
        }
        if (schema.has("items")) {
            value.forEach(element -> check(schema.path("items"), element, place + "[]", problems));
        }
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            return type.valueStream().anyMatch(one -> isOfType(one, value));
        }
        return switch (type.stringValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("JSON has no type " + type);
        };
    }

    private JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        String reference = node.path("$ref").stringValue();
        JsonNode target = root.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new IllegalStateException("the document refers to " + reference + ", which is not there");
        }
        return target;
    }

    /** What is defined in {@code components} and referred to nowhere. */
    Set<String> unusedComponents() {
        Set<String> unused = new TreeSet<>();
        String text = root.toString();
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            root.path("components").path(kind).propertyNames().stream()
                    .map(name -> "#/components/" + kind + "/" + name)
                    .filter(reference -> !text.contains("\"" + reference + "\""))
                    .forEach(unused::add);
        }
        return unused;
    }
}
