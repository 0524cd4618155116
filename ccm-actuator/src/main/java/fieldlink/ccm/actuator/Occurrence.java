package fieldlink.ccm.actuator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that belongs into the audit log.
 *
 * @param actuatorOrNull which actuator; none when it concerns the whole house
 * @param commandOrNull the command behind it, when there is one
 * @param reason in words; may be empty
 * @param wireOrNull what the node is told because of it; none when it is told nothing new
 */
public record Occurrence(
        OccurrenceKind kind,
        @Nullable String actuatorOrNull,
        @Nullable ActuatorCommand commandOrNull,
        String reason,
        Figures figures,
        @Nullable Wire wireOrNull) {
    public Occurrence(
            OccurrenceKind kind,
            @Nullable String actuatorOrNull,
            @Nullable ActuatorCommand commandOrNull,
            String reason,
            Figures figures) {
        this(kind, actuatorOrNull, commandOrNull, reason, figures, null);
    }

    /**
     * Values on their way to a node.
     *
     * @param copies how often each leaves at once; what is refreshed later comes on top
     */
    public record Wire(List<WireValue> values, int priority, int copies) {
        public Wire {
            values = List.copyOf(values);
        }
    }

    /** Numbers that go with it; each is absent when it means nothing there. */
    public record Figures(
            @Nullable Double fromPercentOrNull,
            @Nullable Double toPercentOrNull,
            @Nullable Duration plannedOrNull,
            @Nullable Duration actualOrNull) {
        public static final Figures NONE = new Figures(null, null, null, null);

        static Figures move(Position from, double to, Duration planned) {
            return new Figures(from.known() ? from.percent() : null, to, planned, null);
        }

        static Figures ended(Position from, Position to, Duration actual) {
            return new Figures(from.known() ? from.percent() : null, to.known() ? to.percent() : null, null, actual);
        }

        static Figures lasting(Duration actual) {
            return new Figures(null, null, null, actual);
        }

        static Figures planned(Duration planned) {
            return new Figures(null, null, planned, null);
        }
    }

    /** Something that concerns the whole house. */
    public static Occurrence ofHouse(OccurrenceKind kind, String reason) {
        return new Occurrence(kind, null, null, reason, Figures.NONE);
    }
}
