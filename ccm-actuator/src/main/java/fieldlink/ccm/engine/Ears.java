package fieldlink.ccm.engine;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.SensorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Finds what concerns us in the traffic: sensors, reports of our nodes, and others who command what is ours. */
final class Ears {
    private static final int REMEMBERED_VALUES = 2000;
    private static final Duration CONTENTION_MEMORY = Duration.ofMinutes(1);

    private final Map<CcmTuple, SensorKind> sensors;
    private final Map<CcmTuple, String> reports = new HashMap<>();
    private final Map<CcmTuple, String> commands = new HashMap<>();
    private final Map<String, Moment> rivals = new LinkedHashMap<>();
    private final Map<CcmTuple, Remembered> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CcmTuple, Remembered> eldest) {
            return size() > REMEMBERED_VALUES;
        }
    };
    private final Performer performer;
    private final HouseClock clock;

    /** A value that means something to us: a sensor's, or the position of an actuator. */
    record Heard(
            @Nullable SensorKind sensorOrNull, @Nullable String actuatorOrNull, double number) {}

    /** The last value of a tuple. */
    record Remembered(CcmTuple tuple, String text, Ipv4Address sender, Moment at) {}

    Ears(BridgeSettings settings, Performer performer, HouseClock clock) {
        this.sensors = settings.sensors();
        this.performer = performer;
        this.clock = clock;
        for (ActuatorSpec spec : settings.actuators().values()) {
            spec.feedback().ifPresent(tuple -> reports.put(tuple, spec.name()));
            spec.drive().tuples().forEach(tuple -> commands.put(tuple, spec.name()));
        }
    }

    /** @param own whether the packet is our own, which everybody hears, us included */
    List<Heard> hear(CcmDatum datum, Ipv4Address sender, boolean own) {
        CcmTuple tuple = datum.tuple();
        if (!own) {
            remembered.put(tuple, new Remembered(tuple, datum.text(), sender, clock.now()));
            remarkRival(tuple, sender);
        }
        OptionalDouble number = datum.number();
        List<Heard> heard = new ArrayList<>();
        if (number.isPresent()) {
            SensorKind sensor = sensors.get(tuple);
            String actuator = reports.get(tuple);
            if (sensor != null) {
                heard.add(new Heard(sensor, null, number.getAsDouble()));
            }
            if (actuator != null && !own) {
                heard.add(new Heard(null, actuator, number.getAsDouble()));
            }
        }
        return heard;
    }

    List<Remembered> remembered() {
        return List.copyOf(remembered.values());
    }

    List<String> contention() {
        Moment now = clock.now();
        return rivals.entrySet().stream()
                .filter(rival -> rival.getValue().until(now).compareTo(CONTENTION_MEMORY) < 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void remarkRival(CcmTuple tuple, Ipv4Address sender) {
        if (tuple.address().isGeneral()) {
            commands.forEach((ours, actuator) -> {
                if (ours.type().equals(tuple.type()) && tuple.address().covers(ours.address())) {
                    remarkRival(tuple, sender, actuator);
                }
            });
            return;
        }
        String actuator = commands.get(tuple);
        if (actuator != null) {
            remarkRival(tuple, sender, actuator);
        }
    }

    private void remarkRival(CcmTuple tuple, Ipv4Address sender, String actuator) {
        String rival = sender + " commands " + actuator;
        Moment before = rivals.put(rival, clock.now());
        if (rivals.size() > REMEMBERED_VALUES) {
            rivals.remove(rivals.keySet().iterator().next());
        }
        boolean news = before == null || before.until(clock.now()).compareTo(CONTENTION_MEMORY) >= 0;
        if (news) {
            performer.report(new Occurrence(
                    OccurrenceKind.CONTENTION,
                    actuator,
                    null,
                    sender + " sends " + tuple + " too; the node may follow it",
                    Occurrence.Figures.NONE));
        }
    }
}
