package fieldlink.ccm.engine;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmRole;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.ActuatorEvent;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what concerns our actuators in the traffic: reports of their nodes, and others who command what is ours. */
final class Ears {
    private static final int REMEMBERED_VALUES = 2000;
    private static final Duration CONTENTION_MEMORY = Duration.ofMinutes(1);

    private final Map<CcmTuple, ActuatorSpec> reports = new HashMap<>();
    private final Map<CcmTuple, Output> commands = new LinkedHashMap<>();
    /** What the nodes of motors with two relays say of each relay. */
    private final Map<CcmTuple, Output> relays = new HashMap<>();

    private final Map<String, Moment> rivals = new LinkedHashMap<>();
    private final Map<CcmTuple, Remembered> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CcmTuple, Remembered> eldest) {
            return size() > REMEMBERED_VALUES;
        }
    };
    private final Performer performer;
    private final HouseClock clock;

    /** @param sideOrNull which way a motor turns by it; none when it does not say */
    private record Output(
            CcmTuple command, String actuator, @Nullable Direction sideOrNull) {}

    /** Something that an actuator is to know. */
    record News(String actuator, ActuatorEvent event) {}

    /** The last value of a tuple. */
    record Remembered(CcmTuple tuple, String text, Ipv4Address sender, Moment at) {}

    Ears(Collection<ActuatorSpec> actuators, Performer performer, HouseClock clock) {
        this.performer = performer;
        this.clock = clock;
        for (ActuatorSpec spec : actuators) {
            spec.feedback().ifPresent(tuple -> reports.put(tuple, spec));
            if (spec.drive() instanceof Drive.Pair pair) {
                addRelay(new Output(pair.open(), spec.name(), Direction.OPEN));
                addRelay(new Output(pair.close(), spec.name(), Direction.CLOSE));
            } else {
                spec.drive().tuples().forEach(tuple -> commands.put(tuple, new Output(tuple, spec.name(), null)));
            }
        }
    }

    private void addRelay(Output relay) {
        CcmTuple command = relay.command();
        commands.put(command, relay);
        relays.put(new CcmTuple(command.type().withRole(CcmRole.OPERATION), command.address()), relay);
    }

    /** What somebody else has said; our own packets, which everybody hears, are no news. */
    List<News> hear(CcmDatum datum, Ipv4Address sender) {
        CcmTuple tuple = datum.tuple();
        remembered.put(tuple, new Remembered(tuple, datum.text(), sender, clock.now()));
        List<Output> commanded = commanded(tuple);
        commanded.forEach(output -> remarkRival(tuple, sender, output.actuator()));
        return datum.number().isPresent() ? news(datum, datum.number().getAsDouble(), sender, commanded) : List.of();
    }

    private List<News> news(CcmDatum datum, double number, Ipv4Address sender, List<Output> commanded) {
        ActuatorSpec reported = reports.get(datum.tuple());
        if (reported != null) {
            return List.of(new News(reported.name(), new ActuatorEvent.Reported(reported.percentOf(number))));
        }
        Output relay = relays.get(datum.tuple());
        List<Output> outputs = relay == null ? commanded : List.of(relay);
        List<News> news = new ArrayList<>();
        for (Output output : outputs) {
            if (output.sideOrNull() != null) {
                String evidence = sender + " says " + datum.tuple() + " is " + datum.text();
                news.add(new News(
                        output.actuator(), new ActuatorEvent.SideSeen(output.sideOrNull(), number != 0, evidence)));
            }
        }
        return news;
    }

    /** Those of our outputs that a command to this tuple concerns. */
    private List<Output> commanded(CcmTuple tuple) {
        if (tuple.address().isGeneral()) {
            return commands.values().stream()
                    .filter(output -> output.command().type().equals(tuple.type())
                            && tuple.address().covers(output.command().address()))
                    .toList();
        }
        Output output = commands.get(tuple);
        return output == null ? List.of() : List.of(output);
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
