package fieldlink.cli.gateway.panel;

import fieldlink.powerhub.HubException;
import fieldlink.powerhub.Level;
import fieldlink.powerhub.Telemetry;
import fieldlink.powerhub.client.HubClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was last seen of one hub, and its readings of the last two minutes. */
final class HubPicture {
    private static final int KEPT = 120;

    private List<Integer> levels = List.of(); // guarded by this, as all below
    private @Nullable Telemetry telemetry;
    private @Nullable String trouble;
    private final Deque<Double> volts = new ArrayDeque<>();
    private final Deque<Double> amperes = new ArrayDeque<>();

    /** Reads the hub, which takes a while; what goes wrong becomes part of the picture. */
    void take(HubClient hub) {
        try {
            List<Integer> now =
                    hub.readLevels().all().stream().map(Level::value).toList();
            Telemetry measured = hub.profile().monitor().isPresent() ? hub.readTelemetry() : null;
            keep(now, measured);
        } catch (HubException e) {
            synchronized (this) {
                trouble = e.getMessage();
            }
        }
    }

    private synchronized void keep(List<Integer> now, @Nullable Telemetry measured) {
        trouble = null;
        levels = now;
        telemetry = measured;
        if (measured != null) {
            measured.supplyMillivolts().ifPresent(millivolts -> keep(volts, millivolts / 1000.0));
            measured.totalAmperes().ifPresent(total -> keep(amperes, total));
        }
    }

    private static void keep(Deque<Double> values, double value) {
        values.addLast(Math.rint(value * 1000) / 1000);
        if (values.size() > KEPT) {
            values.removeFirst();
        }
    }

    synchronized void describe(ObjectNode json) {
        json.put("trouble", trouble);
        ArrayNode all = json.putArray("levels");
        levels.forEach(all::add);
        if (telemetry != null) {
            put(json, "power_celsius", telemetry.powerCentiDegrees());
            put(json, "control_celsius", telemetry.controlCentiDegrees());
            OptionalDouble total = telemetry.totalAmperes();
            total.ifPresent(value -> json.put("amperes", Math.rint(value * 1000) / 1000));
        }
        volts.forEach(json.putArray("volts")::add);
        amperes.forEach(json.putArray("ampere_line")::add);
    }

    private static void put(ObjectNode json, String name, OptionalInt hundredths) {
        hundredths.ifPresent(value -> json.put(name, value / 100.0));
    }
}
