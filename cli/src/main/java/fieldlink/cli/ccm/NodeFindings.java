package fieldlink.cli.ccm;

import fieldlink.ccm.CcmTuple;
import fieldlink.cli.JsonLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the doctor found out about a node, as a profile for people and for configurations. */
final class NodeFindings {
    private final CcmTuple tuple;
    private final List<String> accepted = new ArrayList<>();
    private @Nullable String bestRole;
    private int weakestPriority = -1;
    private @Nullable Duration stateInterval;
    private @Nullable Boolean weakerWinsLater;
    private @Nullable Duration validity;

    NodeFindings(CcmTuple tuple) {
        this.tuple = tuple;
    }

    void states(Duration interval) {
        stateInterval = interval;
    }

    /** @param role none, rcA or rcM; those with the weaker priority are tried, and so told, first */
    void accepts(String role, int priority) {
        accepted.add(role + "/" + priority);
        if (bestRole == null) {
            bestRole = role;
            weakestPriority = priority;
        }
    }

    void weakerWinsLater(boolean wins) {
        weakerWinsLater = wins;
    }

    void forgetsAfter(Duration time) {
        validity = time;
    }

    Optional<String> role() {
        return Optional.ofNullable(bestRole);
    }

    boolean reportsItself() {
        return stateInterval != null;
    }

    boolean takesEveryPriority() {
        return weakestPriority >= 29;
    }

    /** YAML, because configurations are. */
    String profile() {
        StringBuilder text = new StringBuilder("# How this node reads commands, found by 'fieldlink ccm doctor'.\n");
        text.append("node_profile:\n");
        line(text, "type", tuple.type().text());
        line(text, "room", tuple.address().room());
        line(text, "region", tuple.address().region());
        line(text, "order", tuple.address().order());
        line(text, "role", bestRole == null ? "unknown" : bestRole);
        line(text, "priority_mode", bestRole == null ? "unknown" : takesEveryPriority() ? "mapped" : "fixed");
        if (bestRole != null && !takesEveryPriority()) {
            line(text, "priority", weakestPriority);
        }
        line(text, "accepted", accepted.toString());
        line(text, "weaker_priority_wins_later", known(weakerWinsLater));
        line(text, "reports_opr", stateInterval != null);
        if (stateInterval != null) {
            line(text, "opr_interval_sec", seconds(stateInterval));
        }
        line(text, "validity_sec", validity == null ? "unknown" : seconds(validity));
        return text.toString();
    }

    JsonLine json() {
        JsonLine line = new JsonLine()
                .put("type", tuple.type().text())
                .put("room", tuple.address().room())
                .put("region", tuple.address().region())
                .put("order", tuple.address().order())
                .put("role", bestRole)
                .put("priority_mode", bestRole == null ? null : takesEveryPriority() ? "mapped" : "fixed")
                .put("accepted", accepted)
                .put("reports_opr", stateInterval != null);
        return validity == null ? line.putNull("validity_sec") : line.put("validity_sec", validity.toMillis() / 1000.0);
    }

    private static String known(@Nullable Boolean value) {
        return value == null ? "unknown" : value.toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }
}
