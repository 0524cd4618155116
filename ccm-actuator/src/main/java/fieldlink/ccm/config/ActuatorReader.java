package fieldlink.ccm.config;

import fieldlink.ccm.CcmTuple;
import fieldlink.ccm.actuator.ActuatorSpec;
import fieldlink.ccm.actuator.Direction;
import fieldlink.ccm.actuator.Drive;
import fieldlink.ccm.actuator.Etiquette;
import fieldlink.ccm.actuator.InterruptMatrix;
import fieldlink.ccm.actuator.Kind;
import fieldlink.ccm.actuator.Pauses;
import fieldlink.ccm.actuator.Travel;
import fieldlink.ccm.actuator.WirePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry under {@code actuators}. */
final class ActuatorReader {
    private static final double LONGEST = 3600;
    private static final double DAY = 86_400;
    private static final double STANDARD_OVERRUN = 0.10;
    private static final double STANDARD_GUARD = 1.2;
    /** The times of the design memo's sample; whoever still has them has not measured. */
    private static final Set<List<Double>> SAMPLE_TIMES =
            Set.of(List.of(60.0, 55.0), List.of(45.0, 40.0), List.of(90.0, 90.0));

    private final WireReader wires;
    private final InterruptMatrix matrix;

    ActuatorReader(WireReader wires, InterruptMatrix matrix) {
        this.wires = wires;
        this.matrix = matrix;
    }

    /** @return none when something is wrong, which has been said then */
    @Nullable
    ActuatorSpec read(String name, YamlMap entry) {
        if (!entry.has("type")) {
            entry.errorHere("needs type: duration or onoff");
        }
        String type = entry.word("type", List.of("duration", "onoff"), "duration");
        boolean limited = entry.flag("has_limit", true);
        boolean motor = type.equals("duration") && limited;
        Kind kind = motor ? motor(entry) : (type.equals("onoff") ? relay(entry) : valve(entry));
        Drive drive = wires.drive(entry, name, motor);
        WirePolicy policy = wires.policy(entry);
        CcmTuple feedback = wires.feedback(entry, drive);
        Etiquette.Holds holds = holds(entry.map("hold"));
        entry.done();
        if (kind == null || drive == null) {
            return null;
        }
        return new ActuatorSpec(name, kind, drive, policy, new Etiquette(matrix, holds), feedback);
    }

    private static @Nullable Kind motor(YamlMap entry) {
        Double both = entry.number("full_travel_sec", 0.001, LONGEST);
        if (both != null) {
            entry.warn(
                    "full_travel_sec",
                    "counts for both directions; measure them apart with full_open_sec and" + " full_close_sec");
        }
        Double open = travelTime(entry, "full_open_sec", both);
        Double close = travelTime(entry, "full_close_sec", both);
        double delay = entry.number("start_delay_sec", 0, 60, 0);
        double overrun = entry.number("overrun", 0, 1, STANDARD_OVERRUN);
        double guard = entry.number("guard", 1, 3, STANDARD_GUARD);
        Pauses pauses = pauses(entry);
        Kind.Limits limits = limits(entry);
        String reference = entry.word("reference", List.of("close", "open"), "close");
        if (guard < 1 + overrun) {
            entry.error("guard", guard + " is less than 1 + overrun " + overrun + "; no full travel would ever end");
            return null;
        }
        if (open == null || close == null || pauses == null || limits == null) {
            return null;
        }
        if (SAMPLE_TIMES.contains(List.of(open, close))) {
            entry.warn(
                    "full_open_sec",
                    "these look like the sample's times; measure yours with 'fieldlink actuator"
                            + " measure' (real roofs take 100 s, real curtains 600 s)");
        }
        double shortest = Math.min(open, close);
        if (delay + (1 + overrun) * shortest > guard * shortest) {
            entry.error("start_delay_sec", "with this delay a full travel would run into the guard");
            return null;
        }
        Travel travel = new Travel(duration(open), duration(close), duration(delay), overrun, guard);
        return new Kind.Motor(travel, pauses, limits, reference.equals("open") ? Direction.OPEN : Direction.CLOSE);
    }

    private static @Nullable Double travelTime(YamlMap entry, String key, @Nullable Double both) {
        boolean given = entry.has(key);
        Double time = entry.number(key, 0.001, LONGEST);
        if (!given && both == null) {
            entry.errorHere("needs " + key + ": without it time says nothing about position");
        }
        return time == null ? both : time;
    }

    private static Kind.@Nullable Limits limits(YamlMap entry) {
        double lowest = entry.number("min_pct", 0, 100, 0);
        double highest = entry.number("max_pct", 0, 100, 100);
        double deadband = entry.number("deadband_pct", 0, 50, Kind.Limits.NONE.deadband());
        double shortest = entry.number(
                "min_move_sec", 0, 60, Kind.Limits.NONE.shortestMove().toMillis() / 1000.0);
        if (lowest >= highest) {
            entry.error("min_pct", lowest + " is not below max_pct " + highest);
            return null;
        }
        return new Kind.Limits(lowest, highest, deadband, duration(shortest));
    }

    private static @Nullable Pauses pauses(YamlMap entry) {
        double cooling = entry.number("cooling_sec", 0, LONGEST, 5);
        double reverse = entry.number("reverse_cooling_sec", 0, LONGEST, Math.max(10, cooling));
        double dead = entry.number("reverse_dead_sec", 0, LONGEST, 3);
        if (reverse < cooling) {
            entry.error("reverse_cooling_sec", reverse + " is less than cooling_sec " + cooling);
            return null;
        }
        return new Pauses(duration(cooling), duration(reverse), duration(dead));
    }

    private static @Nullable Kind valve(YamlMap entry) {
        boolean given = entry.has("max_duration_sec");
        Double longest = entry.number("max_duration_sec", 1, LONGEST);
        if (!given) {
            entry.errorHere("needs max_duration_sec: nothing else would ever stop the water");
        }
        Double perDay = entry.number("max_daily_sec", 1, DAY);
        Pauses pauses = relayPauses(entry, 3);
        boolean clamps =
                entry.word("above_max", List.of("reject", "clamp"), "reject").equals("clamp");
        return longest == null
                ? null
                : new Kind.Valve(
                        pauses,
                        new Kind.RunLimits(duration(longest), perDay == null ? null : duration(perDay), Duration.ZERO),
                        clamps);
    }

    private static Kind relay(YamlMap entry) {
        Double longest = entry.number("max_on_sec", 1, DAY);
        Double perDay = entry.number("max_daily_sec", 1, DAY);
        double shortest = entry.number("min_on_sec", 0, LONGEST, 0);
        return new Kind.Switch(
                relayPauses(entry, 0),
                new Kind.RunLimits(
                        longest == null ? null : duration(longest),
                        perDay == null ? null : duration(perDay),
                        duration(shortest)));
    }

    private static Pauses relayPauses(YamlMap entry, double standard) {
        double cooling = entry.number("cooling_sec", 0, LONGEST, standard);
        double off = entry.number("min_off_sec", 0, LONGEST, 0);
        return Pauses.of(duration(Math.max(cooling, off)));
    }

    /** Seconds, or {@code forever}. */
    private static Etiquette.Holds holds(@Nullable YamlMap hold) {
        if (hold == null) {
            return Etiquette.Holds.STANDARD;
        }
        boolean forever = hold.flag("forever", false);
        double safety = hold.number("l2_sec", 0, DAY, 300);
        double manual = hold.number("l3_sec", 0, DAY, 3600);
        double automatic = hold.number("l4_sec", 0, DAY, 0);
        hold.done();
        return forever
                ? Etiquette.Holds.FOR_GOOD
                : new Etiquette.Holds(duration(safety), duration(manual), duration(automatic));
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
