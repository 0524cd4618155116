package fieldlink.ble.ipc;

import fieldlink.ble.AdapterStatus;
import fieldlink.ble.CentralStatus;
import fieldlink.ble.RequestCounters;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/** The daemon in Prometheus' text format (version 0.0.4). On the loop's thread. */
final class Metrics {
    private static final Logger LOG = System.getLogger(Metrics.class.getName());

    private final Switchboard board;
    private final StringBuilder text = new StringBuilder(4096);

    Metrics(Switchboard board) {
        this.board = board;
    }

    String text(CentralStatus status) {
        radio(status);
        queue(status.queue());
        for (Traffic.Event event : Traffic.Event.values()) {
            head(event.metric(), "counter", event.help());
            sample(event.metric(), "", board.traffic.of(event));
        }
        gauge("fieldlink_ble_clients", "Connections open now.", board.clients.size());
        gauge("fieldlink_ble_results_kept", "Requests whose outcome can be asked for.", board.ledger.size());
        Runtime runtime = Runtime.getRuntime();
        gauge("fieldlink_ble_heap_used_bytes", "Java heap in use.", runtime.totalMemory() - runtime.freeMemory());
        entries("fieldlink_ble_threads", "Threads of the process.", Path.of("/proc/self/task"));
        entries("fieldlink_ble_open_files", "File descriptors in use.", Path.of("/proc/self/fd"));
        return text.toString();
    }

    /** The kernel lists what a process has; where it does not, the sample is left out. */
    private void entries(String name, String help, Path directory) {
        try (Stream<Path> listed = Files.list(directory)) {
            gauge(name, help, listed.count());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no count of " + directory, e);
        }
    }

    private void radio(CentralStatus status) {
        gauge(
                "fieldlink_ble_uptime_seconds",
                "Time since the start.",
                status.uptime().toMillis() / 1000.0);
        gauge("fieldlink_ble_devices", "Devices with a fresh sighting.", status.activeDevices());
        gauge("fieldlink_ble_links", "Links made or being made.", status.links().size());
        gauge(
                "fieldlink_ble_subscriptions",
                "Declared subscriptions.",
                status.subscriptions().size());
        head("fieldlink_ble_adapter_powered", "gauge", "Whether the adapter is on.");
        for (AdapterStatus adapter : status.adapters()) {
            sample(
                    "fieldlink_ble_adapter_powered",
                    label(adapter),
                    adapter.info().powered() ? 1 : 0);
        }
        head("fieldlink_ble_adapter_failures_in_a_row", "gauge", "Radio failures since the last success.");
        for (AdapterStatus adapter : status.adapters()) {
            sample(
                    "fieldlink_ble_adapter_failures_in_a_row",
                    label(adapter),
                    adapter.health().failuresInARow());
        }
        head("fieldlink_ble_adapter_silence_seconds", "gauge", "Time since anything was heard.");
        for (AdapterStatus adapter : status.adapters()) {
            if (adapter.lastHeard() != null) {
                Duration silence = Duration.between(adapter.lastHeard(), Instant.now());
                sample("fieldlink_ble_adapter_silence_seconds", label(adapter), silence.toMillis() / 1000.0);
            }
        }
    }

    private void queue(CentralStatus.Queue queue) {
        gauge("fieldlink_ble_queue_waiting", "Requests that wait.", queue.waiting());
        gauge(
                "fieldlink_ble_queue_running",
                "Requests being carried out.",
                queue.requests().size() - queue.waiting());
        RequestCounters counters = queue.counters();
        head("fieldlink_ble_requests_total", "counter", "Requests that ended, by how.");
        sample("fieldlink_ble_requests_total", "{outcome=\"completed\"}", counters.completed());
        sample("fieldlink_ble_requests_total", "{outcome=\"failed\"}", counters.failed());
        sample("fieldlink_ble_requests_total", "{outcome=\"timed_out\"}", counters.timedOut());
        sample("fieldlink_ble_requests_total", "{outcome=\"refused\"}", counters.refused());
        sample("fieldlink_ble_requests_total", "{outcome=\"cancelled\"}", counters.cancelled());
    }

    private static String label(AdapterStatus adapter) {
        // An adapter's name is a plain word, so there is nothing to escape.
        return "{adapter=\"" + adapter.info().name() + "\"}";
    }

    private void gauge(String name, String help, Number value) {
        head(name, "gauge", help);
        sample(name, "", value);
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String labels, Number value) {
        String number =
                value instanceof Double fraction ? String.format(Locale.ROOT, "%.3f", fraction) : value.toString();
        text.append(name).append(labels).append(' ').append(number).append('\n');
    }
}
