package fieldlink.jobs.robot.serve;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A host's status as Prometheus reads it. */
final class RobotMetrics {
    private static final String PREFIX = "fieldlink_robot_";

    private RobotMetrics() {}

    static String text(JsonNode status) {
        MetricSnapshots.Builder metrics = MetricSnapshots.builder()
                .metricSnapshot(gauge(
                        "clients",
                        "Operator and observers",
                        status.path("clients").asDouble(0)))
                .metricSnapshot(gauge(
                        "waiting",
                        "Commands that wait or run",
                        status.path("waiting").asDouble(0)))
                .metricSnapshot(gauge(
                        "ready",
                        "Whether the worker takes calls",
                        truth(status.path("worker").asString("").equals("ready"))))
                .metricSnapshot(gauge(
                        "driven",
                        "Whether somebody has the operator's seat",
                        truth(!status.path("operator").asString("").isEmpty())))
                .metricSnapshot(
                        gauge("stopped", "Whether an emergency stop is in force", truth(status.has("emergency_stop"))));
        status.path("counters")
                .properties()
                .forEach(counter -> metrics.metricSnapshot(CounterSnapshot.builder()
                        .name(PREFIX + counter.getKey())
                        .help(help(counter.getKey()))
                        .dataPoint(CounterDataPointSnapshot.builder()
                                .value(counter.getValue().asDouble(0))
                                .build())
                        .build()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, metrics.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static double truth(boolean claim) {
        return claim ? 1 : 0;
    }

    private static String help(String counter) {
        return switch (counter) {
            case "calls" -> "Calls answered";
            case "errors" -> "Commands answered with an error";
            case "pushes" -> "Events of the project sent to a client";
            case "pushes_dropped" -> "Events not sent to a client that reads too slowly";
            case "uploads" -> "Projects uploaded";
            case "crashes" -> "Workers that ended by themselves";
            case "kills" -> "Workers killed because they did not end a call or stop()";
            case "emergency_stops" -> "Emergency stops";
            default -> counter;
        };
    }
}
