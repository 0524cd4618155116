package fieldlink.ccm.engine;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorEffect;
import fieldlink.ccm.actuator.ActuatorEvent;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries out what the actuators decided. An OFF leaves at once; an ON waits until {@link #flush} has written the state,
 * so that whatever happens after it left, the disk knows that something may be running. One write serves all events that
 * came together.
 */
final class Performer {
    private static final Duration GATHER = Duration.ofMillis(100);

    private final Roster roster;
    private final Signals signals;
    private final HousePorts ports;
    private final Register register;
    private final EmergencyLatch latch;
    private final Map<String, ActuatorEffect.Show> waitingForDisk = new LinkedHashMap<>();
    private Moment savedAt = Moment.START.minus(GATHER);
    private boolean dirty;
    private boolean storeBroken;

    Performer(Roster roster, Signals signals, HousePorts ports, Register register, EmergencyLatch latch) {
        this.roster = roster;
        this.signals = signals;
        this.ports = ports;
        this.register = register;
        this.latch = latch;
    }

    void perform(Step step) {
        String name = step.next().spec().name();
        roster.put(step.next());
        register.forget(name);
        for (ActuatorEffect effect : step.effects()) {
            if (effect instanceof ActuatorEffect.Persist) {
                dirty = true;
            } else if (effect instanceof ActuatorEffect.Show show) {
                show(name, show);
            } else if (effect instanceof ActuatorEffect.Hush) {
                signals.hush(name);
            } else if (effect instanceof ActuatorEffect.Report report) {
                report(report.occurrence());
            }
        }
    }

    void report(Occurrence occurrence) {
        Moment now = ports.clock().now();
        ports.audit().append(ports.clock().wall(), now, occurrence, isGrave(occurrence));
    }

    /** The state is to be written, though nothing has happened yet. */
    void touch() {
        dirty = true;
    }

    /** Positions change while motors move: the next so many actuators are looked at, and written if one of them does. */
    void lookAgain(int most) {
        dirty |= register.lookAgain(roster, most);
    }

    /** When what was put off has to be written. */
    Moment due() {
        return dirty ? savedAt.plus(GATHER) : Moment.NEVER;
    }

    /** Writes what changed, then lets the ONs out that waited for it. */
    void flush() {
        // An ON needs the disk first; other changes may gather, so that a big house does not write all the time.
        boolean gathered = !ports.clock().now().isBefore(savedAt.plus(GATHER));
        if (dirty && (gathered || !waitingForDisk.isEmpty())) {
            dirty = false;
            save(false);
            savedAt = ports.clock().now();
        }
        while (!waitingForDisk.isEmpty()) {
            Map<String, ActuatorEffect.Show> ready = new LinkedHashMap<>(waitingForDisk);
            waitingForDisk.clear();
            ready.forEach(this::showOn);
        }
    }

    /** @param clean whether this is the last word of an orderly shutdown */
    void save(boolean clean) {
        boolean saved = ports.store().save(register.entry(roster, clean, latch.holder()));
        if (!saved && !storeBroken) {
            report(Occurrence.ofHouse(
                    OccurrenceKind.ALARM, "the state cannot be saved; control goes on without a memory"));
        }
        storeBroken = !saved;
    }

    private void show(String name, ActuatorEffect.Show show) {
        if (show.signal().drives()) {
            waitingForDisk.put(name, show);
        } else {
            waitingForDisk.remove(name);
            if (signals.show(name, show) == SignalBoard.Shown.NOT_TAKEN) {
                perform(roster.get(name)
                        .on(new ActuatorEvent.Undelivered(), ports.clock().now()));
            }
        }
    }

    private void showOn(String name, ActuatorEffect.Show show) {
        SignalBoard.Shown shown = signals.show(name, show);
        Actuator actuator = roster.get(name);
        Moment now = ports.clock().now();
        ActuatorEvent event = switch (shown) {
            case SENT -> new ActuatorEvent.Departed();
            case NOT_TAKEN -> new ActuatorEvent.Undelivered();
            case UNCHANGED, REFUSED -> null;
        };
        if (event != null) {
            perform(actuator.on(event, now));
        }
    }

    private boolean isGrave(Occurrence occurrence) {
        if (occurrence.kind() == OccurrenceKind.COMMAND || occurrence.kind() == OccurrenceKind.REJECT) {
            // Words only; whatever comes of them is another entry.
            return false;
        }
        boolean strong = occurrence.commandOrNull() != null
                && occurrence.commandOrNull().mandate().level().number() <= ControlLevel.SAFETY.number();
        String name = occurrence.actuatorOrNull();
        return strong || (name != null && roster.get(name).spec().isValve());
    }
}
