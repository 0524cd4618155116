package fieldlink.cli.ble.daemon;

import fieldlink.ble.AdapterStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.LinkStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The daemon's state as aligned lines for people. */
final class Tables {
    private Tables() {}

    static List<String> adapters(CentralStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(row("%-8s %-18s %-11s %-6s %s", "ADAPTER", "ADDRESS", "ACTIVITY", "SLOTS", "HEALTH"));
        for (AdapterStatus adapter : status.adapters()) {
            lines.add(row(
                    "%-8s %-18s %-11s %-6s %s",
                    adapter.info().name(),
                    adapter.info().address(),
                    word(adapter.activity()),
                    adapter.holders().size() + "/" + adapter.slots(),
                    health(adapter.health())));
        }
        return lines;
    }

    private static String health(AdapterStatus.Health health) {
        if (!health.remark().isEmpty()) {
            return health.remark();
        }
        return health.failuresInARow() == 0 ? "good" : health.failuresInARow() + " failures in a row";
    }

    static List<String> links(CentralStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(row("%-18s %-8s %-11s %-8s %-8s %s", "DEVICE", "ADAPTER", "PHASE", "AGE", "IDLE", "HELD BY"));
        for (LinkStatus link : status.links()) {
            lines.add(row(
                    "%-18s %-8s %-11s %-8s %-8s %s",
                    link.link().device(),
                    link.link().adapter(),
                    word(link.phase()),
                    time(link.age()),
                    time(link.idle()),
                    String.join(", ", link.clients()) + (link.adopted() ? " (adopted)" : "")));
        }
        return lines;
    }

    static List<String> queue(CentralStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(row(
                "%-7s %-9s %-18s %-8s %-8s %-8s %s", "NUMBER", "KIND", "DEVICE", "PRIORITY", "STATE", "AGE", "CLIENT"));
        for (CentralStatus.Request request : status.queue().requests()) {
            lines.add(row(
                    "%-7s %-9s %-18s %-8s %-8s %-8s %s",
                    request.number(),
                    word(request.kind()),
                    request.device(),
                    word(request.times().priority()),
                    request.running() ? "running" : "waiting",
                    time(request.times().age()),
                    request.client()));
        }
        return lines;
    }

    /** The largest two units: {@code 2d 3h}, {@code 4m 5s}, {@code 1.2s}. */
    static String time(Duration span) {
        if (span.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1fs", span.toMillis() / 1000.0);
        }
        if (span.toHours() == 0) {
            return span.toMinutes() + "m " + span.toSecondsPart() + "s";
        }
        return span.toDays() == 0
                ? span.toHours() + "h " + span.toMinutesPart() + "m"
                : span.toDays() + "d " + span.toHoursPart() + "h";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String row(String form, Object... cells) {
        return String.format(Locale.ROOT, form, cells).stripTrailing();
    }
}
