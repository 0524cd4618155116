package fieldlink.ccm.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** All problems of one file, collected so that a person sees them at once. */
public final class Problems {
    private final List<ConfigProblem> found = new ArrayList<>();

    /** Of a file that nobody has looked at yet. */
    public Problems() {
        // A list to be filled.
    }

    void error(Node node, String path, String message) {
        error(node.getStartMark().getLine() + 1, path, message);
    }

    void error(int line, String path, String message) {
        found.add(new ConfigProblem(true, line, path, message));
    }

    void warn(Node node, String path, String message) {
        found.add(new ConfigProblem(false, node.getStartMark().getLine() + 1, path, message));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(ConfigProblem::fatal);
    }

    public List<ConfigProblem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line))
                .toList();
    }
}
