package fieldlink.ccm.engine;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Signal;
import fieldlink.ccm.actuator.WireValue;
import fieldlink.ccm.cadence.Pace;
import fieldlink.ccm.cadence.SendPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is being said on the wire, and when it is to be said again. Two guards live here that need nobody's word: no
 * ON leaves past its limit, and none while an emergency is latched. Not thread-safe; {@link SignalSender} locks it.
 */
final class SignalBoard {
    /** So many leave in one go, so that whoever has something new to say never waits long. */
    private static final int BATCH = 50;

    private final CountingOutlet outlet;
    private final Map<String, Line> lines = new HashMap<>();
    private final List<Line> emergencyOrder = new ArrayList<>();

    private final SendPlan<String, Word> plan = new SendPlan<>();
    /** When an ON is cut off at the latest; entries of what is no longer said are dropped on the way. */
    private final PriorityQueue<Limit> limits = new PriorityQueue<>();

    private long cutOffs;
    private boolean latched;

    private record Word(Signal signal, int priority) {}

    private record Limit(Moment at, Line line) implements Comparable<Limit> {
        @Override
        public int compareTo(Limit other) {
            return at.compareTo(other.at);
        }
    }

    /** One actuator, and what its node was told last. */
    private static final class Line {
        final ActuatorSpec spec;
        ActuatorEffect.@Nullable Show shown;

        Line(ActuatorSpec spec) {
            this.spec = spec;
        }

        Moment limit() {
            return shown == null || !shown.signal().drives() ? Moment.NEVER : shown.notAfter();
        }
    }

    SignalBoard(Collection<ActuatorSpec> specs, PacketOutlet outlet) {
        this.outlet = new CountingOutlet(outlet);
        for (ActuatorSpec spec : specs) {
            Line line = new Line(spec);
            lines.put(spec.name(), line);
            emergencyOrder.add(line);
        }
        emergencyOrder.sort(Comparator.comparing(line -> line.spec, ActuatorSpec.OFF_ORDER));
    }

    /** What became of a signal. */
    enum Shown {
        SENT,
        /** The same is being said already. */
        UNCHANGED,
        /** An ON past its limit, or during an emergency. */
        REFUSED,
        /** The network took no packet; it is tried again. */
        NOT_TAKEN
    }

    Shown show(String actuator, ActuatorEffect.Show show, Moment now) {
        boolean drives = show.signal().drives();
        if (drives && (latched || !now.isBefore(show.notAfter()))) {
            return Shown.REFUSED;
        }
        return say(line(actuator), show, now);
    }

    /** Says nothing more to an actuator's node once the burst is out. */
    void hush(String actuator) {
        plan.fade(line(actuator).spec.name());
    }

    /**
     * OFF to all at the strongest priority, and no ON until {@link #unlatch}.
     *
     * @param off how each is told to stop
     */
    void latch(Moment now, Function<ActuatorSpec, Signal> off) {
        latched = true;
        for (Line line : emergencyOrder) {
            Signal resting = off.apply(line.spec);
            int priority = line.spec.wire().priority(ControlLevel.EMERGENCY);
            say(line, new ActuatorEffect.Show(resting, resting, priority, Moment.NEVER), now);
        }
    }

    void unlatch() {
        latched = false;
    }

    boolean isLatched() {
        return latched;
    }

    /** Cuts off what has run too long, and sends what is due: so much as may leave in one go. */
    void pump(Moment now) {
        while (!limits.isEmpty() && !limits.peek().at.isAfter(now)) {
            cutOff(limits.remove().line, now);
        }
        plan.due(now.nanos(), BATCH).forEach(this::send);
    }

    Moment due() {
        Moment limit = limits.isEmpty() ? Moment.NEVER : limits.peek().at;
        return plan.nextDue().isPresent()
                ? limit.earlier(new Moment(plan.nextDue().getAsLong()))
                : limit;
    }

    /** How often this had to switch something off that the engine should have. */
    long cutOffs() {
        return cutOffs;
    }

    /** May be asked from any thread. */
    Sending sending() {
        return outlet.numbers();
    }

    private Shown say(Line line, ActuatorEffect.Show show, Moment now) {
        line.shown = show;
        if (!line.limit().equals(Moment.NEVER)) {
            limits.add(new Limit(line.limit(), line));
        }
        String name = line.spec.name();
        Word word = new Word(show.signal(), show.priority());
        Pace pace = show.signal().drives() ? Pace.MOVING : Pace.SETTLING;
        if (!plan.put(name, word, pace, line.spec.wire().cadence(), now.nanos())) {
            return Shown.UNCHANGED;
        }
        Optional<Word> first = plan.take(name, now.nanos());
        return first.isPresent() && send(first.get()) ? Shown.SENT : Shown.NOT_TAKEN;
    }

    /** Past its limit an ON becomes an OFF, whatever the engine says. */
    private void cutOff(Line line, Moment now) {
        ActuatorEffect.Show shown = line.shown;
        if (shown == null || now.isBefore(line.limit())) {
            return;
        }
        Signal resting = shown.resting();
        say(line, new ActuatorEffect.Show(resting, resting, shown.priority(), Moment.NEVER), now);
        cutOffs++;
    }

    private boolean send(Word word) {
        // Where there is nothing true to say, nothing was refused either.
        boolean taken = word.signal().values().isEmpty();
        for (WireValue value : word.signal().values()) {
            taken |= outlet.send(value, word.priority());
        }
        return taken;
    }

    private Line line(String actuator) {
        Line line = lines.get(actuator);
        if (line == null) {
            throw new IllegalArgumentException("no actuator '" + actuator + "'");
        }
        return line;
    }
}
