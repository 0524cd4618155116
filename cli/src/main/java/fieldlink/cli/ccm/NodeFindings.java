package fieldlink.cli.ccm;

import fieldlink.ccm.CcmRole;
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

    /** Lines for the actuator's part of the configuration, with what it has no word for as remarks. */
    String profile() {
        StringBuilder text =
                new StringBuilder("# Found by 'fieldlink ccm doctor'. Put it under the actuator's name.\n");
        if (bestRole == null) {
            text.append("# It obeyed nothing that was sent to ").append(tuple).append(".\n");
        } else {
            place(text, "ccm", bestRole);
            text.append("priority:\n");
            line(text, "mode", takesEveryPriority() ? "mapped" : "fixed");
            if (!takesEveryPriority()) {
                line(text, "value", weakestPriority);
            }
            text.append("# Obeyed, as role/priority: ")
                    .append(String.join(", ", accepted))
                    .append(".\n");
        }
        if (weakerWinsLater != null) {
            String result = weakerWinsLater ? "wins over" : "does not win over";
            text.append("# A later, weaker command of the same sender ")
                    .append(result)
                    .append(" a stronger one.\n");
        }
        if (validity == null) {
            text.append("# It was not seen to forget a command.\n");
        } else {
            text.append("validity_sec: ").append(seconds(validity)).append('\n');
        }
        if (stateInterval == null) {
            text.append("# It reports no state.\n");
        } else {
            place(text, "feedback", CcmRole.OPERATION.suffix());
            text.append("# It reports every ").append(seconds(stateInterval)).append(" s.\n");
        }
        return text.toString();
    }

    private void place(StringBuilder text, String key, String role) {
        text.append(key).append(":\n");
        line(text, "type", tuple.type().base());
        line(text, "role", role);
        tuple.type().nodeType().ifPresent(nodeType -> line(text, "ntype", nodeType));
        line(text, "room", tuple.address().room());
        line(text, "region", tuple.address().region());
        line(text, "order", tuple.address().order());
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

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }
}
