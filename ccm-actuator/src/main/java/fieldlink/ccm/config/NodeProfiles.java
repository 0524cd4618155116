package fieldlink.ccm.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What kinds of nodes are known to need, as defaults; {@code fieldlink ccm doctor} finds out what a real one needs. */
record NodeProfiles(Duration validity, int fixedPriority) {
    /** Zero stands for "each level its own". */
    private static final int MAPPED = 0;

    private static final Map<String, NodeProfiles> KNOWN = Map.of(
            "ideal", new NodeProfiles(Duration.ofSeconds(30), MAPPED),
            "uardecs", new NodeProfiles(Duration.ofSeconds(3), MAPPED),
            "threshold", new NodeProfiles(Duration.ofMinutes(1), 1),
            "m304", new NodeProfiles(Duration.ofSeconds(30), 1),
            "arsprout-notes", new NodeProfiles(Duration.ofSeconds(30), MAPPED));

    static final String STANDARD = "ideal";

    static Optional<NodeProfiles> find(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    static String names() {
        return String.join(", ", KNOWN.keySet().stream().sorted().toList());
    }

    boolean isMapped() {
        return fixedPriority == MAPPED;
    }
}
