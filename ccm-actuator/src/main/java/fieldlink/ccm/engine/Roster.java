package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Belief;
import fieldlink.ccm.actuator.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All actuators as they are now, and which of them wants to hear of time next. Written by the engine's thread only; read
 * by any.
 */
final class Roster {
    private final Map<String, Actuator> actuators = new ConcurrentHashMap<>();
    private final Map<String, Integer> order = new LinkedHashMap<>();
    private final List<String> offOrder;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>();

    private record Due(Moment at, int order, String name) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Integer.compare(order, other.order) : byTime;
        }
    }

    Roster(Collection<Actuator> initial) {
        for (Actuator actuator : initial) {
            order.put(actuator.spec().name(), order.size());
            put(actuator);
        }
        offOrder = initial.stream()
                .map(Actuator::spec)
                .sorted(ActuatorSpec.OFF_ORDER)
                .map(ActuatorSpec::name)
                .toList();
    }

    /** The house at its beginning, with what may still be believed of what the last run left. */
    static Roster of(BridgeSettings settings, Register register, SavedHouse saved, Moment now) {
        List<Actuator> actuators = new ArrayList<>();
        for (ActuatorSpec spec : settings.actuators().values()) {
            Belief belief = register.belief(spec, saved.actuators().get(spec.name()), saved.savedAt());
            actuators.add(Actuator.resting(spec, belief, now));
        }
        return new Roster(actuators);
    }

    Optional<Actuator> find(String name) {
        return Optional.ofNullable(actuators.get(name));
    }

    Actuator get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no actuator '" + name + "'"));
    }

    Collection<String> names() {
        return order.keySet();
    }

    /** All names in the order in which they are to be switched off. */
    List<String> offOrder() {
        return offOrder;
    }

    void put(Actuator actuator) {
        String name = actuator.spec().name();
        Actuator before = actuators.put(name, actuator);
        Moment due = actuator.due();
        boolean moved = before == null || !before.due().equals(due);
        if (moved && !due.equals(Moment.NEVER)) {
            agenda.add(new Due(due, order.getOrDefault(name, 0), name));
        }
    }

    /** The next actuator whose moment has come; entries that are out of date are dropped on the way. */
    Optional<Actuator> pollDue(Moment now) {
        Due next = agenda.peek();
        while (next != null && !next.at.isAfter(now)) {
            agenda.remove();
            Actuator actuator = get(next.name);
            if (actuator.due().equals(next.at)) {
                return Optional.of(actuator);
            }
            next = agenda.peek();
        }
        return Optional.empty();
    }

    Moment due() {
        Due next = agenda.peek();
        return next == null ? Moment.NEVER : next.at;
    }
}
