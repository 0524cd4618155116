package fieldlink.ccm.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the file. Whoever reads it asks for the keys it knows; {@link #done} then complains of every other, so
 * that a misspelt key is never silently ignored.
 */
public final class YamlMap {
    private final String path;
    private final Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    YamlMap(String path, Node node, Problems problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.error(node, path, "expected keys and values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
                problems.error(tuple.getKeyNode(), at(key), "stands here twice");
            }
        }
    }

    /** Reads a text whose top level is keys and values. */
    public static YamlMap parse(String text, Problems problems) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root != null) {
                return new YamlMap("", root, problems);
            }
            problems.error(1, "(file)", "the file is empty");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.error(line, "(file)", "is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.error(1, "(file)", "is no YAML: " + e.getMessage());
        }
        return new YamlMap("", new Yaml().compose(new StringReader("{}")), problems);
    }

    public String path() {
        return path;
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    public void error(String key, String message) {
        problems.error(values.getOrDefault(key, node), at(key), message);
    }

    public void warn(String key, String message) {
        problems.warn(values.getOrDefault(key, node), at(key), message);
    }

    public void errorHere(String message) {
        problems.error(node, path, message);
    }

    /** A number, or none when it is absent or wrong. */
    public @Nullable Double number(String key, double min, double max) {
        Node value = value(key);
        if (value == null) {
            return null;
        }
        boolean numeric = Tag.INT.equals(value.getTag()) || Tag.FLOAT.equals(value.getTag());
        if (!numeric || !(value instanceof ScalarNode scalar)) {
            error(key, "expected a number, found " + describe(value));
            return null;
        }
        double number;
        try {
            number = Double.parseDouble(scalar.getValue().replace("_", ""));
        } catch (NumberFormatException e) {
            error(key, "expected a decimal number, found " + scalar.getValue());
            return null;
        }
        if (!(number >= min && number <= max)) {
            error(key, scalar.getValue() + " is outside " + plain(min) + " to " + plain(max));
            return null;
        }
        return number;
    }

    public double number(String key, double min, double max, double otherwise) {
        Double number = number(key, min, max);
        return number == null ? otherwise : number;
    }

    public int integer(String key, int min, int max, int otherwise) {
        Double number = number(key, min, max);
        if (number == null) {
            return otherwise;
        }
        if (number != Math.rint(number)) {
            error(key, number + " is no whole number");
        }
        return number.intValue();
    }

    public @Nullable String text(String key) {
        Node value = value(key);
        if (value == null) {
            return null;
        }
        boolean textual = value instanceof ScalarNode && Tag.STR.equals(value.getTag());
        if (!textual) {
            error(key, "expected text, found " + describe(value));
            return null;
        }
        return ((ScalarNode) value).getValue();
    }

    /** A value as it is written, whatever YAML takes it for: an address of digits and colons is a number there. */
    public @Nullable String written(String key) {
        Node value = value(key);
        if (value == null || value instanceof ScalarNode) {
            return value == null ? null : ((ScalarNode) value).getValue();
        }
        error(key, "expected text, found " + describe(value));
        return null;
    }

    /** One of the words, or {@code otherwise} when it is absent or wrong. */
    public String word(String key, List<String> words, String otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        if (!words.contains(text)) {
            error(key, "'" + text + "' is none of " + String.join(", ", words));
            return otherwise;
        }
        return text;
    }

    /** Whether what stands here is yes or no. */
    public boolean isFlag(String key) {
        Node value = values.get(key);
        return value != null && Tag.BOOL.equals(value.getTag());
    }

    public boolean flag(String key, boolean otherwise) {
        Node value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof ScalarNode scalar) || !Tag.BOOL.equals(value.getTag())) {
            error(key, "expected true or false, found " + describe(value));
            return otherwise;
        }
        return List.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(java.util.Locale.ROOT));
    }

    public @Nullable YamlMap map(String key) {
        Node value = value(key);
        return value == null ? null : new YamlMap(at(key), value, problems);
    }

    public List<String> texts(String key) {
        Node value = value(key);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!(value instanceof SequenceNode sequence)) {
            error(key, "expected a list, found " + describe(value));
            return texts;
        }
        for (Node item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problems.error(item, at(key), "expected text, found " + describe(item));
            }
        }
        return texts;
    }

    public List<YamlMap> maps(String key) {
        Node value = value(key);
        List<YamlMap> maps = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                maps.add(new YamlMap(at(key) + "[" + maps.size() + "]", item, problems));
            }
        } else if (value != null) {
            error(key, "expected a list, found " + describe(value));
        }
        return maps;
    }

    /** Complains of every key that nobody asked for. */
    public void done() {
        values.forEach((key, value) -> {
            if (!asked.contains(key)) {
                problems.error(
                        value,
                        at(key),
                        "is unknown here; known are "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        });
    }

    private @Nullable Node value(String key) {
        asked.add(key);
        Node value = values.get(key);
        return value == null || Tag.NULL.equals(value.getTag()) ? null : value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "keys and values";
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
