package fieldlink.jobs.server.http;

import fieldlink.jobs.JobSignal;
import fieldlink.jobs.queue.JobQueue;
import fieldlink.jobs.queue.ScheduleDesk;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the server counts. */
final class ServerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("fieldlink_jobs_http_requests_total")
            .help("Requests by route and status")
            .labelNames("route", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("fieldlink_jobs_http_seconds")
            .help("From the request's head to its answer, by route")
            .labelNames("route")
            .classicUpperBounds(0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60)
            .classicOnly()
            .register(registry);
    private final Counter changes = Counter.builder()
            .name("fieldlink_jobs_changes_total")
            .help("Jobs that came into a state, here or on another server of the same queue")
            .labelNames("state")
            .register(registry);

    ServerMetrics(JobQueue queue) {
        GaugeWithCallback.builder()
                .name("fieldlink_jobs_held_polls")
                .help("Devices that are being kept waiting")
                .callback(gauge -> gauge.call(queue.waiting()))
                .register(registry);
        ofSchedules(queue.schedules());
        queue.listen(this::changed);
    }

    private void ofSchedules(ScheduleDesk schedules) {
        GaugeWithCallback.builder()
                .name("fieldlink_jobs_schedules")
                .help("Schedules on this queue")
                .callback(gauge -> gauge.call(schedules.tally().known()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("fieldlink_jobs_schedules_held")
                .help("1 while schedules wait for the machine's clock to be in sync")
                .callback(gauge -> gauge.call(schedules.isHeld() ? 1 : 0))
                .register(registry);
        CounterWithCallback.builder()
                .name("fieldlink_jobs_schedules_fired_total")
                .help("Due times that this server made a job of")
                .callback(counter -> counter.call((double) schedules.tally().fired()))
                .register(registry);
        CounterWithCallback.builder()
                .name("fieldlink_jobs_schedules_missed_total")
                .help("Due times that passed without a job")
                .callback(counter -> counter.call((double) schedules.tally().missed()))
                .register(registry);
    }

    void answered(String route, int status, long nanos) {
        requests.labelValues(route, Integer.toString(status)).inc();
        seconds.labelValues(route).observe(nanos / 1e9);
    }

    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void changed(JobSignal signal) {
        changes.labelValues(signal.state().name().toLowerCase(Locale.ROOT)).inc();
    }
}
