package fieldlink.jobs.robot.worker;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A project in Java: a public class {@code Main} whose public static fields are the objects that clients call. A static
 * field {@code pushMessage} of type {@link BiConsumer} is set before {@code init()} runs. Compiled with {@code
 * -parameters}, or its methods' arguments have no names to be called by.
 */
final class JarProject {
    private final JsonMapper json;
    private final BiConsumer<String, Object> push;
    private final Map<String, Object> addressed = new LinkedHashMap<>();
    private @Nullable Class<?> main;

    /** The class, an object or a method of that name is not there. */
    static final class NoSuchTarget extends Exception {
        private static final long serialVersionUID = 1L;
        private final String kind;

        NoSuchTarget(String kind, String text) {
            super(text);
            this.kind = kind;
        }

        String kind() {
            return kind;
        }
    }

    JarProject(JsonMapper json, BiConsumer<String, Object> push) {
        this.json = json;
        this.push = push;
    }

    synchronized void load() throws ReflectiveOperationException {
        addressed.clear();
        Class<?> loaded = Class.forName("Main");
        main = loaded;
        for (Field field : loaded.getFields()) {
            if (field.getName().equals("pushMessage") && Modifier.isStatic(field.getModifiers())) {
                field.set(null, push);
            }
        }
        Optional<Method> init = method(loaded, "init");
        if (init.isPresent()) {
            init.get().invoke(null);
        }
    }

    /** The public methods of every public static field, as {@code host.py} tells those of a Python project. */
    synchronized ArrayNode offer() throws ReflectiveOperationException {
        ArrayNode methods = json.createArrayNode();
        Class<?> loaded = main;
        if (loaded == null) {
            return methods;
        }
        for (Field field : loaded.getFields()) {
            Object target = Modifier.isStatic(field.getModifiers()) ? field.get(null) : null;
            if (target == null || target == push) {
                continue;
            }
            for (Method method : target.getClass().getMethods()) {
                if (method.getDeclaringClass() != Object.class) {
                    ArrayNode params = methods.addObject()
                            .put("object", field.getName())
                            .put("method", method.getName())
                            .putArray("params");
                    for (Parameter parameter : method.getParameters()) {
                        params.addObject()
                                .put("name", parameter.getName())
                                .put("type", type(parameter.getType()))
                                .put("required", true);
                    }
                }
            }
        }
        return methods;
    }

    JsonNode call(JsonNode command) throws ReflectiveOperationException, NoSuchTarget {
        Object target = target(command.path("object").asString(""));
        String name = command.path("method").asString("");
        Method method = method(target.getClass(), name).orElseThrow(() -> new NoSuchTarget("no_method", name));
        JsonNode named = command.path("args");
        List<Object> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (!named.has(parameter.getName())) {
                throw new NoSuchTarget("arguments", "missing argument '" + parameter.getName() + "'");
            }
            arguments.add(json.convertValue(named.get(parameter.getName()), parameter.getType()));
        }
        return json.valueToTree(method.invoke(target, arguments.toArray()));
    }

    /** Calls every stop() the project has; one that fails does not keep the others from stopping. */
    boolean stop() {
        boolean well = true;
        List<Object> targets;
        synchronized (this) {
            targets = new ArrayList<>(addressed.values());
        }
        for (Object target : targets) {
            Optional<Method> stop = method(target.getClass(), "stop");
            try {
                if (stop.isPresent()) {
                    stop.get().invoke(target);
                }
            } catch (ReflectiveOperationException | RuntimeException failed) {
                cause(failed).printStackTrace();
                well = false;
            }
        }
        return well;
    }

    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
        return cause == null ? thrown : cause;
    }

    private synchronized Object target(String name) throws ReflectiveOperationException, NoSuchTarget {
        Object known = addressed.get(name);
        if (known != null) {
            return known;
        }
        Class<?> loaded = main;
        Optional<Field> field = loaded == null
                ? Optional.empty()
                : Stream.of(loaded.getFields())
                        .filter(candidate ->
                                candidate.getName().equals(name) && Modifier.isStatic(candidate.getModifiers()))
                        .findFirst();
        Object found = field.isPresent() ? field.get().get(null) : null;
        if (found == null) {
            throw new NoSuchTarget("no_object", name);
        }
        addressed.put(name, found);
        return found;
    }

    private static String type(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "integer";
        } else if (type == double.class || type == float.class || Number.class.isAssignableFrom(type)) {
            return "number";
        } else if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (type == String.class) {
            return "string";
        } else if (List.class.isAssignableFrom(type) || type.isArray()) {
            return "array";
        }
        return Map.class.isAssignableFrom(type) ? "object" : "any";
    }

    private static Optional<Method> method(Class<?> type, String name) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst();
    }
}
