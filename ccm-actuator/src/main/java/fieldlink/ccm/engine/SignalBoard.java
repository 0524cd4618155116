package fieldlink.ccm.engine;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Signal;
import fieldlink.ccm.actuator.WireValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is being said on the wire, and when it is to be said again. Two guards live here that need nobody's word: no
 * ON leaves past its limit, and none while an emergency is latched. Not thread-safe; {@link SignalSender} locks it.
 */
final class SignalBoard {
    private final PacketOutlet outlet;
    private final Map<String, SignalLine> lines = new HashMap<>();
    /** Valves first: water that runs does more harm than a window that turns a moment longer. */
    private final List<SignalLine> emergencyOrder = new ArrayList<>();

    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private final AtomicLong packets = new AtomicLong();
    private long cutOffs;
    private boolean latched;

    private record Due(Moment at, long turn, SignalLine line) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(turn, other.turn) : byTime;
        }
    }

    private long turns;

    SignalBoard(Collection<ActuatorSpec> specs, PacketOutlet outlet) {
        this.outlet = outlet;
        for (ActuatorSpec spec : specs) {
            SignalLine line = new SignalLine(spec);
            lines.put(spec.name(), line);
            emergencyOrder.add(line);
        }
        emergencyOrder.sort((one, other) ->
                Boolean.compare(other.spec().isValve(), one.spec().isValve()));
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
        SignalLine line = line(actuator);
        boolean drives = show.signal().drives();
        if (drives && (latched || !now.isBefore(show.notAfter()))) {
            return Shown.REFUSED;
        }
        if (!line.show(show, now)) {
            return Shown.UNCHANGED;
        }
        boolean taken = send(line, now);
        schedule(line);
        return taken ? Shown.SENT : Shown.NOT_TAKEN;
    }

    void hush(String actuator) {
        line(actuator).hush();
    }

    /**
     * OFF to all at the strongest priority, and no ON until {@link #unlatch}.
     *
     * @param off how each is told to stop
     */
    void latch(Moment now, Function<ActuatorSpec, Signal> off) {
        latched = true;
        for (SignalLine line : emergencyOrder) {
            Signal resting = off.apply(line.spec());
            int priority = line.spec().wire().priority(ControlLevel.EMERGENCY);
            if (line.show(new ActuatorEffect.Show(resting, resting, priority, Moment.NEVER), now)) {
                send(line, now);
                schedule(line);
            }
        }
    }

    void unlatch() {
        latched = false;
    }

    boolean isLatched() {
        return latched;
    }

    /** Sends what is due. */
    void pump(Moment now) {
        while (!agenda.isEmpty() && !agenda.peek().at.isAfter(now)) {
            SignalLine line = agenda.poll().line;
            if (line.cutOff(now)) {
                cutOffs++;
            }
            if (!line.due().isAfter(now)) {
                send(line, now);
                schedule(line);
            }
        }
    }

    Moment due() {
        return agenda.isEmpty() ? Moment.NEVER : agenda.peek().at;
    }

    /** How often this had to switch something off that the engine should have. */
    long cutOffs() {
        return cutOffs;
    }

    long packets() {
        return packets.get();
    }

    private boolean send(SignalLine line, Moment now) {
        ActuatorEffect.@Nullable Show show = line.take(now);
        if (show == null) {
            return false;
        }
        boolean taken = false;
        for (WireValue value : show.signal().values()) {
            packets.incrementAndGet();
            taken |= outlet.send(value, show.priority());
        }
        return taken;
    }

    private void schedule(SignalLine line) {
        Moment next = line.due().earlier(line.limit());
        if (!next.equals(Moment.NEVER)) {
            agenda.add(new Due(next, turns++, line));
        }
    }

    private SignalLine line(String actuator) {
        SignalLine line = lines.get(actuator);
        if (line == null) {
            throw new IllegalArgumentException("no actuator '" + actuator + "'");
        }
        return line;
    }
}
