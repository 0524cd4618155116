package fieldlink.ccm.engine;

import fieldlink.ccm.ControlLevel;
import fieldlink.ccm.actuator.ActuatorCommand;
import fieldlink.ccm.actuator.ActuatorEvent;
import fieldlink.ccm.actuator.DailyCalibration;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.actuator.Mandate;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Occurrence;
import fieldlink.ccm.actuator.OccurrenceKind;
import fieldlink.ccm.actuator.Operation;
import fieldlink.ccm.actuator.SafetyRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Sends every motor to its end point: after the start, and once a day. */
final class Rounds {
    private static final Duration RECENT = Duration.ofMinutes(30);
    private static final Duration LEAST_SETTLE = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

    private final BridgeSettings.Calibration settings;
    private final Roster roster;
    private final Performer performer;
    private final HouseClock clock;
    private final CalibrationWave wave;
    /** Ways back to where something was before the start, each to follow its calibration. */
    private final List<ActuatorCommand> restores = new ArrayList<>();

    private DailyCalibration daily;
    private Moment nextLook;
    private boolean deferring;
    private LocalDate today;

    Rounds(BridgeSettings.Calibration settings, Roster roster, Performer performer, HouseClock clock) {
        this.settings = settings;
        this.roster = roster;
        this.performer = performer;
        this.clock = clock;
        wave = new CalibrationWave(settings.pace());
        daily = DailyCalibration.startingAt(settings.hour(), settings.zone(), clock.wall());
        nextLook = clock.now();
        today = clock.wall().atZone(settings.zone()).toLocalDate();
    }

    /** How long a motor that a crash left running may need to come to rest. */
    Duration settleTime() {
        Duration settle = LEAST_SETTLE;
        for (String name : roster.names()) {
            Duration dead = roster.get(name).spec().kind().pauses().dead();
            settle = dead.compareTo(settle) > 0 ? dead : settle;
        }
        return settle;
    }

    /** @param from when motors may move */
    void start(SavedHouse saved, Moment from) {
        if (!settings.onStartup() && !saved.needsAllOff()) {
            return;
        }
        List<String> motors = motors();
        wave.add(motors, from.later(clock.now()));
        if (settings.restore() && isRecent(saved)) {
            motors.forEach(name -> restore(name, saved.actuators().get(name)));
        }
    }

    /** By a clock that was not set, or was set back, nothing is recent. */
    private boolean isRecent(SavedHouse saved) {
        Duration age = Duration.between(saved.savedAt(), clock.wall());
        return clock.isWallTrusted() && !age.isNegative() && age.compareTo(RECENT) < 0;
    }

    void abort() {
        wave.forget();
        restores.clear();
    }

    Moment due(Moment now) {
        return wave.due().earlier(nextLook.later(now));
    }

    void advance(boolean latched) {
        Moment now = clock.now();
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(LOOK_EVERY);
            lookAtTheWall();
        }
        while (!latched) {
            var next = wave.poll(
                    now,
                    roster.names(),
                    name -> !roster.get(name).state().drivesSince().equals(Moment.NEVER));
            if (next.isEmpty()) {
                return;
            }
            calibrate(next.get(), "round");
        }
    }

    private void lookAtTheWall() {
        Instant wall = clock.wall();
        LocalDate day = wall.atZone(settings.zone()).toLocalDate();
        if (day.isBefore(today.minusDays(1))) {
            // The clock had run far ahead and came back. What counts per day goes on counting.
            today = day;
        }
        if (day.isAfter(today)) {
            today = day;
            roster.names().forEach(name -> happen(name, new ActuatorEvent.DayBroke()));
        }
        if (!settings.daily()) {
            return;
        }
        DailyCalibration.Look look = daily.look(wall, clock.isWallTrusted());
        daily = look.next();
        switch (look.call()) {
            case WAIT -> giveUpIfTooLate(wall);
            case SKIP ->
                performer.report(Occurrence.ofHouse(
                        OccurrenceKind.CALIBRATION_SKIPPED, "the clock passed the daily hour by more than an hour"));
            case RUN -> run();
        }
    }

    private void run() {
        // Where something was before a restart of yesterday is no news by now.
        restores.clear();
        List<String> wanted = new ArrayList<>();
        for (String name : motors()) {
            Moment calibrated = roster.get(name).belief().calibratedAtOrNull();
            boolean recent = calibrated != null && calibrated.until(clock.now()).compareTo(RECENT) < 0;
            if (recent) {
                performer.report(new Occurrence(
                        OccurrenceKind.CALIBRATION_SKIPPED,
                        name,
                        null,
                        "calibrated recently",
                        Occurrence.Figures.NONE));
            } else {
                wanted.add(name);
            }
        }
        wave.add(wanted, clock.now());
        deferring = true;
    }

    private void giveUpIfTooLate(Instant wall) {
        LocalDate settled = daily.settledOrNull();
        if (deferring && settled != null && daily.isTooLateFor(settled, wall)) {
            deferring = false;
            roster.names()
                    .forEach(name -> happen(
                            name, new ActuatorEvent.CalibrationGivenUp("a stronger rule held it off for too long")));
        }
    }

    private void calibrate(String name, String reason) {
        Mandate mandate = Mandate.of(SafetyRule.CALIBRATION, reason);
        String id = "calibration-" + name + "-" + clock.now().nanos();
        happen(name, new ActuatorEvent.Asked(new ActuatorCommand(id, name, new Operation.Calibrate(), mandate)));
    }

    /** Back to where it was: waits behind the calibration, as any program's wish. */
    private void restore(String name, @org.jspecify.annotations.Nullable SavedActuator saved) {
        if (saved == null || saved.percentOrNull() == null || saved.wasDriving()) {
            return;
        }
        Mandate mandate = Mandate.of(ControlLevel.AUTOMATIC, "restore", "the position before the restart");
        Operation back = new Operation.SetPosition(Math.max(0, Math.min(100, saved.percentOrNull())));
        restores.add(new ActuatorCommand("restore-" + name + "-" + clock.now().nanos(), name, back, mandate));
    }

    private void happen(String name, ActuatorEvent event) {
        performer.perform(roster.get(name).on(event, clock.now()));
        List<ActuatorCommand> ready = restores.stream()
                .filter(command -> command.actuator().equals(name))
                .toList();
        boolean calibrating = roster.get(name).state().word().equals("CALIBRATING");
        if (calibrating && !ready.isEmpty()) {
            restores.removeAll(ready);
            ready.forEach(command -> happen(name, new ActuatorEvent.Asked(command)));
        }
    }

    private List<String> motors() {
        return roster.names().stream()
                .filter(name -> roster.get(name).spec().kind() instanceof Kind.Motor)
                .toList();
    }
}
