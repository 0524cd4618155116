package fieldlink.ble.ipc;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the daemon has seen since its start. Written on the loop's thread only. */
final class Traffic {
    /** Each is a counter in the metrics, by its name. */
    enum Event {
        CONNECTION("Connections accepted."),
        CONNECTION_REFUSED("Connections turned away: too many, or nobody knows whose."),
        CONNECTION_CUT("Connections cut because the client did not read."),
        MALFORMED_LINE("Lines that were no request."),
        COMMAND("Requests taken on."),
        ERROR("Requests answered with an error."),
        NOTIFICATION("Notifications sent to clients."),
        SCAN_EVENT_DROPPED("Sightings not sent because the client was behind.");

        private final String help;

        Event(String help) {
            this.help = help;
        }

        String help() {
            return help;
        }

        String metric() {
            return "fieldlink_ble_" + name().toLowerCase(Locale.ROOT) + "s_total";
        }
    }

    private final Map<Event, Long> counts = new EnumMap<>(Event.class);

    void count(Event event) {
        counts.merge(event, 1L, Long::sum);
    }

    long of(Event event) {
        return counts.getOrDefault(event, 0L);
    }
}
