package fieldlink.cli.gateway;

import fieldlink.cli.JsonLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the gateway is, as JSON for people's programs and as lines for Prometheus. */
final class HealthText {
    private HealthText() {}

    static boolean isWell(List<PartReport> parts) {
        return parts.stream().allMatch(PartReport::isUp);
    }

    static String json(List<PartReport> parts, Duration uptime) {
        List<JsonLine> lines = new ArrayList<>();
        for (PartReport part : parts) {
            lines.add(new JsonLine()
                    .put("name", part.name())
                    .put("state", part.state().word())
                    .put("detail", part.detail())
                    .put("seconds", part.inState().toSeconds())
                    .put("starts", part.starts()));
        }
        return new JsonLine()
                .put("status", isWell(parts) ? "ok" : "degraded")
                .put("uptime_sec", uptime.toSeconds())
                .put("parts", lines)
                .toString();
    }

    /** @param residentBytes of the whole process */
    static String metrics(List<PartReport> parts, Duration uptime, long residentBytes, List<String> ofParts) {
        StringBuilder text = new StringBuilder();
        text.append("fieldlink_uptime_seconds ").append(uptime.toSeconds()).append('\n');
        text.append("process_resident_memory_bytes ").append(residentBytes).append('\n');
        for (PartReport part : parts) {
            String label = "{part=\"" + part.name() + "\"} ";
            text.append("fieldlink_part_up")
                    .append(label)
                    .append(part.isUp() ? 1 : 0)
                    .append('\n');
            text.append("fieldlink_part_starts_total")
                    .append(label)
                    .append(part.starts())
                    .append('\n');
        }
        ofParts.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
