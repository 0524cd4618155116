package fieldlink.ccm.engine;

import fieldlink.ccm.actuator.Actuator;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Belief;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Moment;
import fieldlink.ccm.actuator.Position;
import fieldlink.ccm.actuator.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates between the actuators, which live on the steady clock, and the state file, which lives on the wall's. */
final class Register {
    private final HouseClock clock;
    private final String bootId;
    private final ZoneId zone;
    /** What was written of each actuator, in the order of the file; for the engine's thread. */
    private final Map<String, SavedActuator> entries = new LinkedHashMap<>();
    /** Those that have changed since. */
    private final Set<String> stale = new HashSet<>();

    private Iterator<String> turn = Collections.emptyIterator();

    Register(HouseClock clock, String bootId, ZoneId zone) {
        this.clock = clock;
        this.bootId = bootId;
        this.zone = zone;
    }

    SavedHouse entry(Roster roster, boolean clean, EmergencyHolder emergency) {
        // In a big house few have changed since the last time.
        Collection<String> changed = entries.isEmpty() ? roster.offOrder() : stale;
        changed.forEach(name -> entries.put(name, entry(roster.get(name))));
        stale.clear();
        return new SavedHouse(clean, bootId, clock.wall(), entries, emergency);
    }

    /** This actuator has changed. */
    void forget(String name) {
        stale.add(name);
    }

    /**
     * Has the entries of those that move made anew, for the next so many actuators of the house in turn.
     *
     * @return whether any of them moves
     */
    boolean lookAgain(Roster roster, int most) {
        boolean moves = false;
        int looks = Math.min(most, roster.names().size());
        for (int i = 0; i < looks; i++) {
            if (!turn.hasNext()) {
                turn = roster.names().iterator();
            }
            String name = turn.next();
            Actuator actuator = roster.get(name);
            if (!actuator.state().drivesSince().equals(Moment.NEVER)) {
                stale.add(name);
                moves = true;
            }
        }
        return moves;
    }

    /** What may still be believed of a saved actuator. */
    Belief belief(ActuatorSpec spec, @Nullable SavedActuator savedOrNull, Instant savedAt) {
        if (savedOrNull == null) {
            return Belief.of(spec.isMotor() ? Position.unknown() : Position.exactly(0));
        }
        SavedActuator saved = savedOrNull;
        Double percent = saved.percentOrNull();
        SavedActuator.Upkeep upkeep = saved.upkeep();
        // A motor that was caught moving has stopped somewhere, nobody knows where.
        Position position = percent == null || (saved.wasDriving() && spec.isMotor())
                ? Position.unknown()
                : new Position(true, clamp(percent), saved.error(), upkeep.calibrated(), upkeep.uncertain());
        Instant calibratedAt = upkeep.calibratedAtOrNull();
        boolean sameDay = day(savedAt).equals(day(clock.wall()));
        Belief belief = Belief.of(position)
                .calibratedBefore(calibratedAt == null ? null : moment(calibratedAt))
                .withOnToday(sameDay ? onToday(saved, savedAt) : Duration.ZERO);
        Moment offSince = offSince(saved);
        Direction direction = direction(saved, spec.isMotor());
        return offSince == null || direction == null ? belief : belief.stopped(new Rest(direction, offSince));
    }

    /** Which way it turned last; valves and switches know only one. */
    private static @Nullable Direction direction(SavedActuator saved, boolean motor) {
        return Arrays.stream(Direction.values())
                .filter(direction -> word(direction).equals(saved.intent().directionOrNull()))
                .findFirst()
                .orElse(motor ? null : Direction.OPEN);
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    /** What a crash left running is switched off now; and by a doubtful clock nothing has been off for long. */
    private @Nullable Moment offSince(SavedActuator saved) {
        Instant offSince = saved.upkeep().offSinceOrNull();
        if (saved.wasDriving() || (offSince != null && !clock.isWallTrusted())) {
            return clock.now();
        }
        return offSince == null ? null : moment(offSince).earlier(clock.now());
    }

    /** What ran when a crash came counts as far as the state file saw it. */
    private static Duration onToday(SavedActuator saved, Instant savedAt) {
        Instant onSince = saved.onSinceOrNull();
        Duration running =
                onSince == null || onSince.isAfter(savedAt) ? Duration.ZERO : Duration.between(onSince, savedAt);
        return saved.upkeep().onToday().plus(running);
    }

    LocalDate day(Instant wall) {
        return wall.atZone(zone).toLocalDate();
    }

    private SavedActuator entry(Actuator actuator) {
        Moment now = clock.now();
        Position position = actuator.positionAt(now);
        Moment since = actuator.state().drivesSince();
        Moment end = actuator.state().endsAt();
        Rest lastRest = actuator.belief().lastRestOrNull();
        SavedActuator.Intent intent = new SavedActuator.Intent(
                actuator.state()
                        .direction()
                        .or(() -> Optional.ofNullable(lastRest).map(Rest::direction))
                        .map(Register::word)
                        .orElse(null),
                actuator.state().target().isPresent()
                        ? actuator.state().target().getAsDouble()
                        : null,
                actuator.mandate().map(mandate -> mandate.level().number()).orElse(null),
                end.equals(Moment.NEVER) ? null : wall(end));
        Moment calibratedAt = actuator.belief().calibratedAtOrNull();
        boolean released = actuator.state().word().equals("RELEASED");
        SavedActuator.Upkeep upkeep = new SavedActuator.Upkeep(
                calibratedAt == null ? null : wall(calibratedAt),
                position.calibrated(),
                position.uncertain(),
                released ? "node" : "bridge",
                actuator.belief().onToday(),
                lastRest == null ? null : wall(lastRest.stoppedAt()),
                SavedActuator.offText(actuator.spec().drive().resting(position)));
        boolean motor = actuator.spec().isMotor();
        return new SavedActuator(
                motor && position.known() ? position.percent() : null,
                position.error(),
                actuator.state().word(),
                intent,
                since.equals(Moment.NEVER) ? null : wall(since),
                upkeep);
    }

    Instant wall(Moment moment) {
        return clock.wall().plus(clock.now().until(moment));
    }

    private Moment moment(Instant wall) {
        return clock.now().plus(Duration.between(clock.wall(), wall));
    }

    private static double clamp(double percent) {
        return Math.max(0, Math.min(100, percent));
    }
}
