package fieldlink.ccm.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Puts measured times into a configuration file and leaves every other character of it alone, comments included. */
public final class TravelTimes {
    private TravelTimes() {}

    private record Edit(int from, int to, String text) {}

    /** @throws IllegalArgumentException when the file does not have both times for this actuator */
    public static String rewrite(String text, String actuator, double openSeconds, double closeSeconds) {
        Node root = new Yaml().compose(new StringReader(text));
        Node entry = child(child(root, "actuators"), actuator);
        List<Edit> edits = new ArrayList<>();
        edits.add(edit(entry, actuator, "full_open_sec", openSeconds));
        edits.add(edit(entry, actuator, "full_close_sec", closeSeconds));
        edits.sort(Comparator.comparingInt(Edit::from).reversed());
        // Marks count code points.
        int[] points = text.codePoints().toArray();
        StringBuilder result = new StringBuilder(text);
        for (Edit edit : edits) {
            int from = new String(points, 0, edit.from).length();
            int to = new String(points, 0, edit.to).length();
            result.replace(from, to, edit.text);
        }
        return result.toString();
    }

    /** The lines that differ, old ones with a minus and new ones with a plus. */
    public static List<String> changes(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
            if (!old.get(i).equals(now.get(i))) {
                changes.add("- " + old.get(i));
                changes.add("+ " + now.get(i));
            }
        }
        return changes;
    }

    private static Edit edit(@Nullable Node entry, String actuator, String key, double seconds) {
        Node value = child(entry, key);
        if (!(value instanceof ScalarNode)) {
            throw new IllegalArgumentException("actuators." + actuator + " has no " + key + " to replace");
        }
        return new Edit(
                value.getStartMark().getIndex(),
                value.getEndMark().getIndex(),
                String.format(Locale.ROOT, "%.1f", seconds));
    }

    private static @Nullable Node child(@Nullable Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key)) {
                    return tuple.getValueNode();
                }
            }
        }
        return null;
    }
}
