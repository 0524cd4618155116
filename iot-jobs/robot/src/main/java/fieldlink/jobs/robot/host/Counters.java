package fieldlink.jobs.robot.host;

import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What has happened since the host was opened. */
final class Counters {
    final LongAdder calls = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder pushes = new LongAdder();
    final LongAdder pushesDropped = new LongAdder();
    final LongAdder uploads = new LongAdder();
    final LongAdder crashes = new LongAdder();
    final LongAdder kills = new LongAdder();
    final LongAdder emergencyStops = new LongAdder();

    ObjectNode snapshot() {
        ObjectNode counters = JsonNodeFactory.instance.objectNode();
        counters.put("calls", calls.sum());
        counters.put("errors", errors.sum());
        counters.put("pushes", pushes.sum());
        counters.put("pushes_dropped", pushesDropped.sum());
        counters.put("uploads", uploads.sum());
        counters.put("crashes", crashes.sum());
        counters.put("kills", kills.sum());
        counters.put("emergency_stops", emergencyStops.sum());
        return counters;
    }
}
