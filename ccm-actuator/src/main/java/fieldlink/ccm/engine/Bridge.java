package fieldlink.ccm.engine;

import fieldlink.ccm.CcmDatum;
import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.Ipv4Address;
import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorEvent;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Admission;
import fieldlink.ccm.actuator.Envelope;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.Refusal;
import fieldlink.ccm.actuator.SafetyWatch;
import fieldlink.ccm.actuator.SensorKind;
import fieldlink.ccm.actuator.Signal;
import fieldlink.ccm.actuator.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole house on one thread: commands, weather, reports of nodes and time go in, packets and records come out. It
 * starts no thread and waits for nothing; whoever drives it calls {@link #advance} when {@link #due} has come, and
 * {@link #flush} after every event or batch of events.
 */
final class Bridge {
    private static final double EMERGENCY_LEVEL = 1;
    private static final Duration SAVE_WHILE_MOVING = Duration.ofSeconds(5);
    /** So many are looked at in one go for the state file, so that a big house does not miss a deadline over it. */
    private static final int PART = 500;

    private final HouseClock clock;
    private final Roster roster;
    private final Signals signals;
    private final Performer performer;
    private final CommandDesk desk;
    private final EmergencyLatch latch = new EmergencyLatch();
    private final SafetyWatch weather;
    private final Rounds rounds;
    private final Ears ears;
    private final Map<CcmTuple, SensorKind> sensors;
    /** The actuators that any safety rule concerns. */
    private final List<String> governed;

    private final Map<String, Envelope> envelopes = new java.util.HashMap<>();
    /** Before this nothing is moved, whoever wants it: what was left running may still be coming to rest. */
    private Moment movesFrom = Moment.START;

    private Moment nextPart = Moment.START;
    /** After {@link #stop} nothing is decided any more, so that the orderly end is the last word on disk and wire. */
    private boolean stopped;

    Bridge(BridgeSettings settings, HousePorts ports, Signals signals, Roster roster, Register register) {
        this.clock = ports.clock();
        this.roster = roster;
        this.signals = signals;
        performer = new Performer(roster, signals, ports, register, latch);
        desk = new CommandDesk(roster, settings.exclusions());
        weather = new SafetyWatch(settings.safety(), clock.now());
        rounds = new Rounds(settings.calibration(), roster, performer, ports.clock());
        governed = roster.names().stream().filter(settings.safety()::governs).toList();
        ears = new Ears(settings.actuators().values(), performer, clock);
        sensors = settings.sensors();
    }

    /** The beginning: what a crash left running is switched off before anything else leaves the house. */
    void start(SavedHouse saved) {
        performer.report(Occurrence.ofHouse(
                OccurrenceKind.BOOT, saved.needsAllOff() ? "after an unclean end" : "after a clean end"));
        performer.report(Occurrence.ofHouse(OccurrenceKind.CONFIG, String.join(", ", roster.names())));
        if (saved.needsAllOff()) {
            signals.latch(this::off);
            signals.unlatch();
        }
        movesFrom = clock.now().plus(settling(saved));
        rounds.start(saved, movesFrom);
        performer.touch();
        if (saved.emergency() != EmergencyHolder.NOBODY) {
            // Whoever is on the roof is still there.
            emergency(saved.emergency() == EmergencyHolder.PERSON, "restart", "latched before the restart");
        }
    }

    /** How long motors have to rest yet: nobody skips the dead time, not even by a restart. */
    private Duration settling(SavedHouse saved) {
        Duration settle = rounds.settleTime();
        Duration age = Duration.between(saved.savedAt(), clock.wall());
        if (saved.needsAllOff() || age.isNegative()) {
            return settle;
        }
        return age.compareTo(settle) < 0 ? settle.minus(age) : Duration.ZERO;
    }

    Reply submit(ActuatorCommand command) {
        Optional<Reply> repeated = desk.repeated(command);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        Reply reply = new Reply(command.id(), admit(command));
        desk.remember(reply);
        return reply;
    }

    /** Everything off, now, whatever anything is doing. The packets have left when this returns. */
    void emergency(boolean byPerson, String actor, String reason) {
        signals.latch(this::off);
        if (stopped) {
            return;
        }
        if (byPerson) {
            latch.byPerson();
        } else {
            latch.bySensor();
        }
        rounds.abort();
        Mandate mandate = Mandate.of(ControlLevel.EMERGENCY, actor, reason);
        for (String name : roster.names()) {
            String id = "emergency-" + name + "-" + clock.now().nanos();
            ActuatorCommand stop = new ActuatorCommand(id, name, new Operation.Stop(true), mandate);
            happen(name, new ActuatorEvent.Asked(stop));
        }
    }

    /** @return whether there was anything to clear */
    boolean clear(String actor) {
        if (stopped || !latch.isLatched()) {
            return false;
        }
        latch.clear();
        signals.unlatch();
        performer.report(Occurrence.ofHouse(OccurrenceKind.CLEAR, "by " + actor));
        roster.names().forEach(name -> happen(name, new ActuatorEvent.Cleared(actor)));
        return true;
    }

    /** A measurement for the safety rules. */
    void sense(SensorKind kind, double value) {
        if (stopped) {
            return;
        }
        Moment now = clock.now();
        if (kind == SensorKind.EMERGENCY) {
            senseEmergency(value, now);
        }
        weather.hear(kind, value, now);
        obeyWeather();
    }

    /** A value from the network, whoever sent it. */
    void hear(CcmDatum datum, Ipv4Address sender, boolean own) {
        if (stopped) {
            return;
        }
        SensorKind sensor = sensors.get(datum.tuple());
        if (sensor != null && datum.number().isPresent()) {
            sense(sensor, datum.number().getAsDouble());
        }
        if (!own) {
            ears.hear(datum, sender).forEach(news -> happen(news.actuator(), news.event()));
        }
    }

    /** Does everything whose time has come. */
    void advance() {
        if (stopped) {
            return;
        }
        Moment now = clock.now();
        if (!now.isBefore(latch.clearsAt())) {
            clear("sensor normal for 300 s");
        }
        weather.timePassed(now);
        obeyWeather();
        Optional<Actuator> due = roster.pollDue(now);
        while (due.isPresent()) {
            happen(due.get().spec().name(), new ActuatorEvent.TimePassed());
            due = roster.pollDue(now);
        }
        rounds.advance(latch.isLatched());
        if (!now.isBefore(nextPart)) {
            int parts = roster.names().size() / PART + 1;
            nextPart = now.plus(SAVE_WHILE_MOVING.dividedBy(parts));
            performer.lookAgain(PART);
        }
    }

    /** Writes the state and lets the packets out that waited for it. */
    void flush() {
        if (!stopped) {
            performer.flush();
        }
    }

    Moment due() {
        if (stopped) {
            return Moment.NEVER;
        }
        Moment now = clock.now();
        return roster.due()
                .earlier(performer.due())
                .earlier(weather.due(now))
                .earlier(latch.clearsAt())
                .earlier(now.isBefore(movesFrom) ? movesFrom : Moment.NEVER)
                .earlier(rounds.due(now));
    }

    /** The end: what runs is switched off, and the disk knows that this was in order. */
    void stop(String reason) {
        for (String name : roster.offOrder()) {
            Actuator actuator = roster.get(name);
            if (actuator.state().order().isPresent()) {
                Mandate mandate = Mandate.of(ControlLevel.EMERGENCY, "shutdown", reason);
                happen(
                        name,
                        new ActuatorEvent.Asked(
                                new ActuatorCommand("shutdown-" + name, name, new Operation.Stop(true), mandate)));
            }
        }
        performer.report(Occurrence.ofHouse(OccurrenceKind.SHUTDOWN, reason));
        performer.save(true);
        stopped = true;
    }

    Roster roster() {
        return roster;
    }

    BridgeStatus status() {
        return new BridgeStatus(
                new BridgeStatus.Emergency(latch.isLatched(), latch.clearsAt()),
                weather.active(clock.now()),
                ears.contention());
    }

    List<Ears.Remembered> values() {
        return ears.remembered();
    }

    /** How an actuator is told to stop, from what is known of it now; may be asked from any thread. */
    Signal off(ActuatorSpec spec) {
        return spec.drive().resting(roster.get(spec.name()).positionAt(clock.now()));
    }

    private Admission admit(ActuatorCommand command) {
        if (stopped) {
            return new Admission.Refused(Refusal.NOT_READY, "the bridge is being stopped", Duration.ZERO);
        }
        report(OccurrenceKind.COMMAND, command, "");
        Optional<Admission.Refused> objection = objection(command, clock.now());
        if (objection.isPresent()) {
            report(OccurrenceKind.REJECT, command, objection.get().reason());
            return objection.get();
        }
        return happen(command.actuator(), new ActuatorEvent.Asked(command)).orElseThrow();
    }

    /** What speaks against a command before its actuator is asked. */
    private Optional<Admission.Refused> objection(ActuatorCommand command, Moment now) {
        if (roster.find(command.actuator()).isEmpty()) {
            String known = "no actuator '" + command.actuator() + "'; there are " + String.join(", ", roster.names());
            return Optional.of(new Admission.Refused(Refusal.UNKNOWN_ACTUATOR, known, Duration.ZERO));
        }
        if (now.isBefore(movesFrom) && !(command.operation() instanceof Operation.Stop)) {
            return Optional.of(
                    new Admission.Refused(Refusal.NOT_READY, "settling after the start", now.until(movesFrom)));
        }
        return desk.objection(command, now);
    }

    private void report(OccurrenceKind kind, ActuatorCommand command, String reason) {
        performer.report(new Occurrence(kind, command.actuator(), command, reason, Occurrence.Figures.NONE));
    }

    private Optional<Admission> happen(String name, ActuatorEvent event) {
        Step step = roster.get(name).on(event, clock.now());
        performer.perform(step);
        return step.admission();
    }

    private void obeyWeather() {
        Moment now = clock.now();
        if (!now.isBefore(movesFrom)) {
            governed.forEach(name -> obeyWeather(name, now));
        }
        weather.takeNews().forEach(performer::report);
    }

    private void obeyWeather(String name, Moment now) {
        Envelope envelope = weather.envelope(name, now);
        if (!envelope.equals(envelopes.getOrDefault(name, Envelope.FREE))) {
            envelopes.put(name, envelope);
            happen(name, new ActuatorEvent.Restricted(envelope));
        }
    }

    private void senseEmergency(double value, Moment now) {
        if (value >= EMERGENCY_LEVEL) {
            boolean news = !latch.isLatched();
            latch.bySensor();
            if (news) {
                emergency(false, "sensor", "an emergency input is set");
            }
        } else {
            latch.sensorIsNormal(now);
        }
    }
}
