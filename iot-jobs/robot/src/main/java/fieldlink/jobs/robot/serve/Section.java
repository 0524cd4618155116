package fieldlink.jobs.robot.serve;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of a YAML file that knows its place in it, and what of it nobody asked for. */
final class Section {
    private final String file;
    private final String path;
    private final List<String> faults;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final List<Section> children = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private Section(String file, String path, List<String> faults, @Nullable Node node) {
        this.file = file;
        this.path = path;
        this.faults = faults;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                if (values.put(key, tuple.getValueNode()) != null) {
                    fault(tuple.getKeyNode(), key, "is there twice");
                }
            }
        } else if (node != null && !node.getTag().equals(Tag.NULL)) {
            fault(node, "", "must be a mapping of keys to values");
        }
    }

    static Section parse(String file, String yaml, List<String> faults) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
            return new Section(file, "", faults, root);
        } catch (YAMLException broken) {
            faults.add(file + ": this is not YAML: " + broken.getMessage());
            return new Section(file, "", faults, null);
        }
    }

    Section section(String key) {
        Section child = new Section(file, path + key + ".", faults, value(key));
        children.add(child);
        return child;
    }

    /** A list of mappings; empty when it is not there. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        Node node = value(key);
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                sections.add(new Section(file, path + key + "[" + sections.size() + "].", faults, item));
            }
            children.addAll(sections);
        } else if (node != null) {
            fault(node, key, "must be a list");
        }
        return sections;
    }

    String text(String key, String standard) {
        Node node = value(key);
        if (node instanceof ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.BOOL) || scalar.getTag().equals(Tag.NULL)) {
                fault(node, key, "must be a text; put it in quotes");
            }
            return scalar.getValue();
        }
        if (node != null) {
            fault(node, key, "must be a text");
        }
        return standard;
    }

    /** A list of texts, or a single one. */
    List<String> texts(String key, List<String> standard) {
        Node node = value(key);
        if (node instanceof ScalarNode scalar) {
            return List.of(scalar.getValue());
        }
        if (!(node instanceof SequenceNode list)) {
            return standard;
        }
        return list.getValue().stream()
                .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : "")
                .collect(Collectors.toList());
    }

    long number(String key, long standard, long least, long most) {
        Node node = value(key);
        if (node == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(((ScalarNode) node).getValue().replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException | ClassCastException notANumber) {
            // Told below, together with what is out of range.
        }
        fault(node, key, "must be a whole number between " + least + " and " + most);
        return standard;
    }

    boolean flag(String key, boolean standard) {
        Node node = value(key);
        if (node == null) {
            return standard;
        }
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return !List.of("false", "no", "off").contains(scalar.getValue().toLowerCase(Locale.ROOT));
        }
        fault(node, key, "must be true or false");
        return standard;
    }

    void complainAboutTheRest() {
        values.forEach((key, node) -> {
            if (!asked.contains(key)) {
                fault(node, key, "is not known here; known are " + String.join(", ", asked));
            }
        });
        children.forEach(Section::complainAboutTheRest);
    }

    private @Nullable Node value(String key) {
        asked.add(key);
        return values.get(key);
    }

    private void fault(Node node, String key, String what) {
        int line = node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
        faults.add(file + ":" + line + ": " + path + key + " " + what);
    }
}
