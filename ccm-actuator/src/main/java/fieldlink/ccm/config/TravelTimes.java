package fieldlink.ccm.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Puts measured times into a configuration file and leaves every other character of it alone, comments included. */
public final class TravelTimes {
    private TravelTimes() {}

    private record Edit(int from, int to, String text) {}

    /** @throws IllegalArgumentException when the file has neither both times for this actuator nor one for both */
    public static String rewrite(String text, String actuator, double openSeconds, double closeSeconds) {
        Node root = new Yaml().compose(new StringReader(text));
        Node entry = child(child(root, "actuators"), actuator);
        List<Edit> edits = edits(entry, actuator, seconds(openSeconds), seconds(closeSeconds));
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
        int head = 0;
        while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(old.size(), now.size()) - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        List<String> changes = new ArrayList<>();
        old.subList(head, old.size() - tail).forEach(line -> changes.add("- " + line));
        now.subList(head, now.size() - tail).forEach(line -> changes.add("+ " + line));
        return changes;
    }

    private static List<Edit> edits(@Nullable Node entry, String actuator, String open, String close) {
        List<Edit> edits = new ArrayList<>();
        NodeTuple both = find(entry, "full_travel_sec");
        if (both != null && entry instanceof MappingNode mapping) {
            boolean inline = mapping.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
            String next = inline
                    ? ", "
                    : "\n" + " ".repeat(both.getKeyNode().getStartMark().getColumn());
            String text = "full_open_sec: " + open + next + "full_close_sec: " + close;
            edits.add(new Edit(
                    both.getKeyNode().getStartMark().getIndex(),
                    both.getValueNode().getEndMark().getIndex(),
                    text));
        } else {
            edits.add(edit(entry, actuator, "full_open_sec", open));
            edits.add(edit(entry, actuator, "full_close_sec", close));
        }
        return edits;
    }

    private static Edit edit(@Nullable Node entry, String actuator, String key, String seconds) {
        Node value = child(entry, key);
        if (!(value instanceof ScalarNode)) {
            throw new IllegalArgumentException("actuators." + actuator + " has no " + key + " to replace");
        }
        return new Edit(value.getStartMark().getIndex(), value.getEndMark().getIndex(), seconds);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static @Nullable Node child(@Nullable Node node, String key) {
        NodeTuple tuple = find(node, key);
        return tuple == null ? null : tuple.getValueNode();
    }

    private static @Nullable NodeTuple find(@Nullable Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key)) {
                    return tuple;
                }
            }
        }
        return null;
    }
}
